import { Duration } from 'cdk8s';
import { IDaprComponent } from '../../contract';
import type { MetadataValue } from '../metadata/metadata-value';

/** Options of every component, regardless of its type. */
export interface DaprComponentOptions {
  /**
   * Name by which apps refer to the component.
   * @default - the construct ID
   */
  readonly componentName?: string;
  /**
   * Namespace, which must be that of the apps that use it (DAPR1013).
   * @default - that of the chart
   */
  readonly namespace?: string;
  /**
   * App IDs that may use it in addition to the apps of this cdk8s App, for apps defined outside it. An empty list is
   * refused because Dapr treats it as every app (DAPR4007); an ID that matches no app here is a warning (DAPR4015).
   * @default - the apps that use it
   */
  readonly scopes?: string[];
  /**
   * Allows every app of the namespace to load it, whether it uses it or not. One error in it then stops them all.
   * @default false
   */
  readonly availableToNamespace?: boolean;
  /**
   * The secret store from which `MetadataValue.fromSecret` reads.
   * @default - Kubernetes Secrets of the namespace
   */
  readonly secretStore?: IDaprComponent;
  /**
   * Timeout of the initialization of the component.
   * @default Duration.seconds(5)
   */
  readonly initTimeout?: Duration;
  /**
   * Allows daprd to start if the component fails to initialize; calls to it then fail.
   * @default false
   */
  readonly ignoreErrors?: boolean;
}

/** Props of `DaprComponent`, for a component of any type, including types that Dapr does not register. */
export interface DaprComponentProps extends DaprComponentOptions {
  /**
   * Type as Dapr registers it, for example `state.redis`, or the name of a pluggable component.
   *
   * The metadata of a registered type is checked. An alias of a type is a warning (DAPR3209), and the registered name
   * is emitted.
   */
  readonly type: string;
  /**
   * Version of the type. A version that Dapr does not register is refused (DAPR3204).
   * @default 'v1'
   */
  readonly version?: string;
  /**
   * Metadata fields of the component by name. A name is emitted in Dapr's spelling; a field that Dapr's code does not
   * read is a warning (DAPR3208).
   * @default - none
   */
  readonly metadata?: { [name: string]: MetadataValue };
  /**
   * The container of a pluggable component, with the fields of Kubernetes: the injector adds it to the pods of apps with
   * `injectPluggableComponents`. `image` is required (DAPR3017); `name` defaults to the name of the component. Volumes that it mounts and the
   * pod does not have become empty directories.
   *
   * It is the annotation `dapr.io/component-container`. The containers of running pods change only when the pods are created again.
   * @default - none: the pods of the apps have a container for the component, which `pluggableComponents` names
   */
  readonly componentContainer?: { [field: string]: any };
}

/** Options of every typed component in addition to its own metadata. */
export interface TypedComponentOptions extends DaprComponentOptions {
  /**
   * Metadata fields, by Dapr's names, that this library does not support, such as those of a newer Dapr. The names are not
   * checked; a field that `metadata` sets too is refused (DAPR3202).
   * @default - none
   */
  readonly additionalMetadata?: { [name: string]: MetadataValue };
}
