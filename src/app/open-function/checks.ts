import { IConstruct } from 'constructs';
import { OpenFunctionDaprMode, OpenFunctionHttpEngine, OpenFunctionOutput, OpenFunctionProps, OpenFunctionWorkload } from './props';
import { INVALID_PORT } from '../../daprd/options';
import { report } from '../../diagnostics/report';
import { error } from '../../diagnostics/rule';
import { isDnsLabel } from '../../kubernetes/names';
import { INVALID_OBJECT_NAME } from '../../props/rules';
import { aName, aNamespace, annotations, aNumber, aText, elsewhere, labels, listOf, mapOf, oneOf, Shape, struct } from '../../props/shape';
import { describe, integer } from '../../util/values';

export const INVALID_OPEN_FUNCTION = error('DAPR8018', {
  title: 'invalid OpenFunction function',
  why: 'The controller rejects it or fails on it',
  todo: 'correct the value',
  source: 'OpenFunction apis/core/v1beta2',
});

const USE: Shape<OpenFunctionOutput> = { component: elsewhere, topic: aText, operation: aText, metadata: mapOf(aText) };

/** Types of the props; what is checked elsewhere has a code of its own. */
export const OPEN_FUNCTION_PROPS: Shape<OpenFunctionProps> = {
  image: aText,
  functionName: elsewhere,
  namespace: aNamespace,
  version: aText,
  imageCredentials: aName,
  httpPort: aNumber,
  httpEngine: oneOf(OpenFunctionHttpEngine),
  triggers: listOf(struct(USE)),
  outputs: listOf(struct(USE)),
  states: listOf(elsewhere),
  daprServiceMode: oneOf(OpenFunctionDaprMode),
  minReplicas: aNumber,
  maxReplicas: aNumber,
  workloadType: oneOf(OpenFunctionWorkload),
  params: mapOf(aText),
  labels,
  annotations,
};

/** What OpenFunction takes where nothing is given. */
const DEFAULT_REPLICAS = { min: 0, max: 10 };
/** Annotations that OpenFunction or a prop decides. */
const DECIDED = ['openfunction.io/enable-dapr', 'openfunction.io/dapr-service-mode', 'dapr.io/enabled', 'dapr.io/app-id'];

/** Reports what is wrong with a function by itself. */
export function checkOpenFunction(at: IConstruct & { readonly functionName: string; readonly namespace?: string }, props: OpenFunctionProps): void {
  const invalid = (what: string, todo?: string): void => report(at, INVALID_OPEN_FUNCTION, what, todo);
  const { image, version, httpPort, minReplicas = DEFAULT_REPLICAS.min, maxReplicas = DEFAULT_REPLICAS.max } = props;
  if (!isDnsLabel(at.functionName)) {
    report(at, INVALID_OBJECT_NAME, `Function ${describe(at.functionName)}`);
  }
  if (props.functionName !== undefined && typeof props.functionName !== 'string') {
    report(at, INVALID_OBJECT_NAME, `Function ${describe(props.functionName)}`);
  }
  if (at.namespace === undefined) {
    invalid('it has no namespace, and its app-id is <name>-<namespace>', 'give the chart or the function a namespace');
  }
  if (image === undefined) {
    invalid('image is missing', 'give the image of the function');
  }
  if (version !== undefined && version !== 'latest' && !/^v\d+\.\d+\.\d+/.test(version)) {
    invalid(`version ${describe(version)} is not as in v1.0.0`);
  }
  const wrongPort = httpPort === undefined ? undefined : integer(1, 65535)(String(httpPort));
  if (wrongPort) {
    report(at, INVALID_PORT, `httpPort: ${wrongPort}`);
  }
  for (const [name, value] of Object.entries({ minReplicas, maxReplicas })) {
    const wrong = integer(0)(String(value));
    if (wrong) {
      invalid(`${name}: ${wrong}`);
    }
  }
  if (minReplicas > maxReplicas) {
    invalid(`minReplicas ${minReplicas} is above maxReplicas ${maxReplicas}`);
  }
  Object.keys(props.annotations ?? {}).filter(key => DECIDED.includes(key)).forEach(key =>
    invalid(`annotations has ${key}`, 'use daprServiceMode; the app-id is <name>-<namespace>'));
}
