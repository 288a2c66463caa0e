import { IConstruct } from 'constructs';
import { OpenFunctionDaprMode, OpenFunctionHttpEngine, OpenFunctionOutput, OpenFunctionProps, OpenFunctionTrigger, OpenFunctionWorkload } from './props';
import { INVALID_PORT } from '../../daprd/option-types';
import { report } from '../../diagnostics/report';
import { error } from '../../diagnostics/rule';
import { isDnsLabel } from '../../kubernetes/names';
import { aName, aNamespace, aNumber, aString, annotations, labels, listOf, mapOf, enumOf, struct, unchecked } from '../../props/checks';
import { INVALID_OBJECT_NAME } from '../../props/rules';
import { Schema } from '../../props/schema';
import { integer, mustBe, port } from '../../util/values';

export const INVALID_OPEN_FUNCTION = error('DAPR8018', {
  title: 'invalid OpenFunction Function',
  why: 'OpenFunction\'s controller rejects the Function or fails to reconcile it',
  todo: 'correct the value',
  source: 'OpenFunction apis/core/v1beta2',
});

const TRIGGER: Schema<OpenFunctionTrigger> = { component: unchecked, topic: aString };
const OUTPUT: Schema<OpenFunctionOutput> = { ...TRIGGER, operation: aString, metadata: mapOf(aString) };

/** Schema of the props. Separate rules check the `unchecked` ones. */
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

/** Defaults of OpenFunction. */
const DEFAULT_REPLICAS = { min: 0, max: 10 };
/** Annotations that OpenFunction or a prop sets. */
const RESERVED_ANNOTATIONS = ['openfunction.io/enable-dapr', 'openfunction.io/dapr-service-mode', 'dapr.io/enabled', 'dapr.io/app-id'];

/** Reports invalid props of a function. */
export function checkOpenFunction(at: IConstruct & { readonly functionName: string; readonly namespace?: string }, props: OpenFunctionProps): void {
  const invalid = (what: string, todo?: string): void => report(at, INVALID_OPEN_FUNCTION, what, todo);
  const { image, version, httpPort, minReplicas = DEFAULT_REPLICAS.min, maxReplicas = DEFAULT_REPLICAS.max } = props;
  if (!isDnsLabel(at.functionName)) {
    report(at, INVALID_OBJECT_NAME, mustBe('functionName', 'a DNS label', at.functionName));
  }
  if (props.functionName !== undefined && typeof props.functionName !== 'string') {
    report(at, INVALID_OBJECT_NAME, mustBe('functionName', 'a DNS label', props.functionName));
  }
  if (at.namespace === undefined) {
    invalid('namespace is missing, and the app ID is <name>-<namespace>', 'set the namespace of the chart or of the function');
  }
  if (image === undefined) {
    invalid('image is missing', 'set the image of the function');
  }
  if (version !== undefined && version !== 'latest' && !/^v\d+\.\d+\.\d+/.test(version)) {
    invalid(mustBe('version', '\'latest\' or a version such as v1.0.0', version));
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
    invalid(mustBe('minReplicas', `at most maxReplicas (${maxReplicas})`, minReplicas));
  }
  Object.keys(props.annotations ?? {}).filter(key => RESERVED_ANNOTATIONS.includes(key)).forEach(key =>
    invalid(`annotations['${key}'] must not be set`, 'remove it: daprServiceMode sets the mode, and the app ID is <name>-<namespace>'));
}
