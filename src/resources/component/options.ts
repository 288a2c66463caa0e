import { Duration } from 'cdk8s';
import type { MetadataValue } from './metadata-value';
import { IDaprComponent } from '../../contract';

/** What every component can be given, whatever its type. */
export interface DaprComponentOptions {
  /**
   * Name by which apps call it.
   * @default - the construct id
   */
  readonly componentName?: string;
  /**
   * Namespace, which must be that of the apps that use it (DAPR1013).
   * @default - that of the chart
   */
  readonly namespace?: string;
  /**
   * App-ids that may use it besides the apps of this App that do, for apps defined elsewhere. An empty list is
   * refused, for Dapr takes it for everyone (DAPR4007); one that names no app here is a warning (DAPR4015).
   * @default - the apps that use it
   */
  readonly scopes?: string[];
  /**
   * Lets every app of the namespace load it, whatever uses it. One mistake in it then stops them all.
   * @default false
   */
  readonly availableToNamespace?: boolean;
  /**
   * The secret store from which `MetadataValue.fromSecret` reads.
   * @default - Kubernetes Secrets of the namespace
   */
  readonly secretStore?: IDaprComponent;
  /**
   * How long the component may take to initialize.
   * @default Duration.seconds(5)
   */
  readonly initTimeout?: Duration;
  /**
   * Lets daprd start where the component does not; calls of it then fail.
   * @default false
   */
  readonly ignoreErrors?: boolean;
}

/** What defines a component of any type, also of one that this library does not know. */
export interface DaprComponentProps extends DaprComponentOptions {
  /**
   * Type as Dapr registers it, for example `state.redis`, or the name of a pluggable component.
   *
   * Where this library knows the type, its metadata is checked; another name of it is a warning (DAPR3209), and the
   * registered one is emitted.
   */
  readonly type: string;
  /**
   * Version of the type. One that Dapr does not register is refused (DAPR3204).
   * @default 'v1'
   */
  readonly version?: string;
  /**
   * Settings of the component. A name is emitted in Dapr's own spelling; what Dapr's code does not read is a
   * warning (DAPR3208).
   * @default - none
   */
  readonly metadata?: { [name: string]: MetadataValue };
}

/** What every typed component can be given besides its own metadata. */
export interface TypedComponentOptions extends DaprComponentOptions {
  /**
   * Metadata by Dapr's own names that this library does not know, such as that of a newer Dapr. The names are not checked;
   * one that `metadata` gives too is refused (DAPR3202).
   * @default - none
   */
  readonly additionalMetadata?: { [name: string]: MetadataValue };
}
