import { IConstruct } from 'constructs';
import { OpenFunctionDaprMode, OpenFunctionHttpEngine, OpenFunctionOutput, OpenFunctionProps, OpenFunctionTrigger, OpenFunctionWorkload } from './props';
import { INVALID_PORT } from '../../daprd/option-types';
import { report } from '../../diagnostics/report';
import { error } from '../../diagnostics/rule';
import { isDnsLabel } from '../../kubernetes/names';
import { aName, aNamespace, aNumber, aString, annotations, labels, listOf, mapOf, enumOf, struct, unchecked } from '../../props/checks';
import { INVALID_OBJECT_NAME } from '../../props/rules';
import { Schema } from '../../props/schema';
import { describe, integer, mustBe, port } from '../../util/values';

export const INVALID_OPEN_FUNCTION = error('DAPR8018', {
  title: 'invalid OpenFunction function',
  why: 'The controller rejects it or fails on it',
  todo: 'correct the value',
  source: 'OpenFunction apis/core/v1beta2',
});

const TRIGGER: Schema<OpenFunctionTrigger> = { component: unchecked, topic: aString };
const OUTPUT: Schema<OpenFunctionOutput> = { ...TRIGGER, operation: aString, metadata: mapOf(aString) };

/** Types of the props; what is checked elsewhere has a code of its own. */
export const OPEN_FUNCTION_PROPS: Schema<OpenFunctionProps> = {
  image: aString,
  functionName: unchecked,
  namespace: aNamespace,
  version: aString,
  imageCredentials: aName,
  httpPort: aNumber,
  httpEngine: enumOf(OpenFunctionHttpEngine),
  triggers: listOf(struct(TRIGGER)),
  outputs: listOf(struct(OUTPUT)),
  states: listOf(unchecked),
  daprServiceMode: enumOf(OpenFunctionDaprMode),
  minReplicas: aNumber,
  maxReplicas: aNumber,
  workloadType: enumOf(OpenFunctionWorkload),
  params: mapOf(aString),
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
  const expectedPort = httpPort === undefined ? undefined : port(String(httpPort));
  if (expectedPort) {
    report(at, INVALID_PORT, mustBe('httpPort', expectedPort, httpPort));
  }
  for (const [name, value] of Object.entries({ minReplicas, maxReplicas })) {
    const expected = integer(0)(String(value));
    if (expected) {
      invalid(mustBe(name, expected, value));
    }
  }
  if (minReplicas > maxReplicas) {
    invalid(`minReplicas ${minReplicas} is above maxReplicas ${maxReplicas}`);
  }
  Object.keys(props.annotations ?? {}).filter(key => DECIDED.includes(key)).forEach(key =>
    invalid(`annotations has ${key}`, 'use daprServiceMode; the app-id is <name>-<namespace>'));
}
