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
import { guardComponent } from '../../props/guard';
import { validProps } from '../../props/schema';
import { typeOf } from '../../resources/component/components';
import { Json } from '../../util/json';

const UNSUPPORTED_BY_OPEN_FUNCTION = error('DAPR8017', {
  title: 'component where OpenFunction cannot use it',
  why: 'The function gets no such input or output, or the controller fails',
  todo: 'give message brokers and bindings to triggers and outputs, state stores to states',
  source: 'OpenFunction apis/core/v1beta2',
});

const DEFAULT_PORT = 8080;

/**
 * A function of OpenFunction (`core.openfunction.io/v1beta2`), with what it needs of Dapr.
 *
 * OpenFunction makes pods, daprd and app-id itself, so a function has no data plane of this library: its two Dapr modes
 * are `daprServiceMode`. Components are referred to by name and scoped to the function, so that there is one definition
 * for it and other apps; secrets stay where they are. Other apps invoke it as a peer, by its app-id
 * `<name>-<namespace>`.
 *
 * The image has to be built on one of OpenFunction's frameworks; a plain Dapr app is a `DaprApp` whose workload is a
 * Knative Service, or a Deployment scaled by KEDA. What is not a prop here, such as `build` or `template`, is set by a
 * JSON patch of `ApiObject.of(function)`.
 */
export class OpenFunction extends Construct implements IDaprPeer {
  /** The app-id that OpenFunction gives it: `<name>-<namespace>`. */
  public readonly appId: string;
  /** Its namespace, where known. */
  public readonly namespace?: string;
  /** Name of the Function object. */
  public readonly functionName: string;

  constructor(scope: Construct, id: string, given: OpenFunctionProps) {
    super(scope, id);
    const props = validProps(this, given, OPEN_FUNCTION_PROPS);
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
      spec: { image, version, ...(imageCredentials ? { imageCredentials: { name: imageCredentials } } : {}), serving: this.serving(props) },
    });
  }

  private serving(props: OpenFunctionProps): Json {
    const { triggers = [], outputs = [], states = [], httpPort, httpEngine, daprServiceMode, minReplicas, maxReplicas } = props;
    const usesDapr = daprServiceMode !== undefined || triggers.length + outputs.length + states.length > 0;
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
      states: Object.fromEntries(states.map(state => [this.reference('states', { component: state }, ['state']).name, {}])),
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

  /** A component by its name, which the function is let use. */
  private reference(prop: string, use: OpenFunctionTrigger, categories: string[]): Json {
    guardComponent(this, prop, use?.component);
    const { component, topic } = use;
    const type = typeOf(component);
    const category = type?.split('.')[0];
    if (category !== undefined && !categories.includes(category)) {
      report(this, UNSUPPORTED_BY_OPEN_FUNCTION, `${prop} has component '${component.componentName}' of type ${type}`);
    }
    if (category === 'pubsub' && !topic) {
      report(this, INVALID_OPEN_FUNCTION, `${prop} has broker '${component.componentName}' without a topic`);
    }
    this.grant(component);
    return omitEmpty({ name: component.componentName, type, topic });
  }

  private grant(component: IDaprComponent): void {
    Edges.of(this).add({ app: this, kind: EdgeKind.USE, resource: component });
    if (ApiObject.isApiObject(component.node.defaultChild)) {
      reportAll(this, checkNamespaces(this, component, component.kind, RESOURCE_IN_OTHER_NAMESPACE));
    }
  }
}

/** Without what is not given or empty; a controller takes an empty list for something else than none. */
function omitEmpty(fields: Json): Json {
  return Object.fromEntries(Object.entries(fields)
    .filter(([, value]) => value !== undefined && value !== null && !(typeof value === 'object' && Object.keys(value).length === 0)));
}
