import { ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { checkOpenFunction, OPEN_FUNCTION_PROPS, INVALID_OPEN_FUNCTION } from './checks';
import { OpenFunctionDaprMode, OpenFunctionOutput, OpenFunctionProps, OpenFunctionTrigger } from './props';
import { TRIGGER_TOPICS } from './trigger-topics';
import { IDaprComponent, IDaprPeer } from '../../contract';
import { checkAppId } from '../../dapr/app-id';
import { checkNamespaces, RESOURCE_IN_OTHER_NAMESPACE } from '../../dapr/namespaces';
import { report, reportAll } from '../../diagnostics/report';
import { error } from '../../diagnostics/rule';
import { PEERS } from '../../facts/apps';
import { EdgeKind, Edges } from '../../facts/edges';
import { reportLocked } from '../../platform/locks';
import { guardComponent } from '../../props/guard';
import { validProps } from '../../props/schema';
import { typeOf } from '../../resources/component/components';
import { canonical, Json } from '../../util/json';

const UNSUPPORTED_BY_OPEN_FUNCTION = error('DAPR8017', {
  title: 'component type not supported by an OpenFunction prop',
  why: 'The function does not get the input or output, or OpenFunction\'s controller fails',
  todo: 'use message brokers and bindings in triggers and outputs, and state stores in states',
  source: 'OpenFunction apis/core/v1beta2',
});

const DEFAULT_PORT = 8080;

/**
 * An OpenFunction Function (`core.openfunction.io/v1beta2`) and its Dapr components.
 *
 * OpenFunction creates the pods, daprd and app ID itself, so a function has no data plane of this library; `daprServiceMode`
 * selects one of its two Dapr modes. The function refers to components by name and becomes one of their scopes, so it shares
 * their definitions with other apps, and no secret is copied into it. Other apps invoke it as a peer, by its app ID
 * `<name>-<namespace>`.
 *
 * The image must be built on one of OpenFunction's frameworks. For a plain Dapr app use a `DaprApp` whose workload is a
 * Knative Service, or a Deployment scaled by KEDA. Set fields without a prop, such as `build` or `template`, with a
 * JSON patch on `ApiObject.of(function)`.
 * @example new OpenFunction(chart, 'mails', { image: 'registry.example/mails:1', version: 'v1.0.0', triggers: [{ component: events, topic: 'orders' }] });
 */
export class OpenFunction extends Construct implements IDaprPeer {
  /** App ID that OpenFunction assigns: `<name>-<namespace>`. */
  public readonly appId: string;
  /** Namespace of the Function, if known. */
  public readonly namespace?: string;
  /** Name of the Function object. */
  public readonly functionName: string;

  constructor(scope: Construct, id: string, props: OpenFunctionProps) {
    super(scope, id);
    props = validProps(this, props, OPEN_FUNCTION_PROPS);
    this.functionName = typeof props.functionName === 'string' ? props.functionName : id;
    this.namespace = props.namespace ?? Chart.of(this).namespace;
    this.appId = this.namespace ? checkAppId(this, `${this.functionName}-${this.namespace}`) : this.functionName;
    checkOpenFunction(this, props);
    PEERS.add(this, this);
    const { image, version, imageCredentials } = props;
    new ApiObject(this, 'Resource', {
      apiVersion: 'core.openfunction.io/v1beta2',
      kind: 'Function',
      metadata: { name: this.functionName, ...(this.namespace ? { namespace: this.namespace } : {}) },
      spec: {
        image,
        version,
        ...(imageCredentials ? { imageCredentials: { name: imageCredentials } } : {}),
        serving: canonical(this.serving(props)),
      },
    });
  }

  private serving(props: OpenFunctionProps): Json {
    const { triggers = [], outputs = [], states = [], httpPort, httpEngine, daprServiceMode, minReplicas, maxReplicas } = props;
    const usesDapr = daprServiceMode !== undefined || triggers.length + outputs.length + states.length > 0;
    if (usesDapr) {
      reportLocked(this, 'apiTokenSecret', props.annotations?.['dapr.io/api-token-secret'], 'annotations[\'dapr.io/api-token-secret\']');
    }
    const overHttp = httpPort !== undefined || httpEngine !== undefined || triggers.length === 0;
    const annotations = {
      ...props.annotations,
      ...(usesDapr ? {
        'openfunction.io/enable-dapr': 'true', 'openfunction.io/dapr-service-mode': daprServiceMode ?? OpenFunctionDaprMode.STANDALONE,
      } : {}),
    };
    return omitEmpty({
      annotations,
      labels: props.labels,
      params: props.params,
      triggers: {
        ...(overHttp ? { http: { port: httpPort ?? DEFAULT_PORT, engine: httpEngine } } : {}),
        ...omitEmpty({ dapr: triggers.map(trigger => this.trigger(trigger)) }),
      },
      outputs: outputs.map(output => ({ dapr: this.output(output) })),
      states: Object.fromEntries(states.map(state => this.reference('states', { component: state }, ['state']).name).filter(Boolean).map(name => [name, {}])),
      scaleOptions: omitEmpty({ minReplicas, maxReplicas }),
      workloadType: props.workloadType,
    });
  }

  private output(output: OpenFunctionOutput): Json {
    return { ...this.reference('outputs', output, ['pubsub', 'bindings']), ...omitEmpty({ operation: output.operation, metadata: output.metadata }) };
  }

  private trigger(trigger: OpenFunctionTrigger): Json {
    const reference = this.reference('triggers', trigger, ['pubsub', 'bindings']);
    if (reference.topic) {
      TRIGGER_TOPICS.add(this, { at: this, pubsub: reference.name, topic: reference.topic });
    }
    return reference;
  }

  /** A reference to a component by name, which the function becomes a scope of. */
  private reference(prop: string, use: OpenFunctionTrigger, categories: string[]): Json {
    if (!guardComponent(this, `${prop}.component`, use?.component)) {
      return {};
    }
    const { component, topic } = use;
    const type = typeOf(component);
    const category = type?.split('.')[0];
    if (category !== undefined && !categories.includes(category)) {
      report(this, UNSUPPORTED_BY_OPEN_FUNCTION, `${prop} contains component '${component.componentName}' of type ${type}`);
    }
    if (category === 'pubsub' && !topic) {
      report(this, INVALID_OPEN_FUNCTION, `${prop} contains broker '${component.componentName}' without a topic`, 'set topic');
    }
    this.use(component);
    return omitEmpty({ name: component.componentName, type, topic });
  }

  private use(component: IDaprComponent): void {
    Edges.of(this).add({ app: this, kind: EdgeKind.USE, resource: component });
    if (ApiObject.isApiObject(component.node.defaultChild)) {
      reportAll(this, checkNamespaces(this, component, component.kind, RESOURCE_IN_OTHER_NAMESPACE));
    }
  }
}

/** Drops unset and empty fields, since controllers may treat an empty list differently from a missing one. */
function omitEmpty(fields: Json): Json {
  return Object.fromEntries(Object.entries(fields)
    .filter(([, value]) => value !== undefined && value !== null && !(typeof value === 'object' && Object.keys(value).length === 0)));
}
