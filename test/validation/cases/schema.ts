/** Objects that the API server rejects or changes because of the CRDs of Dapr. */
import { Case } from './case';
import { component, configuration, HOST, resiliency, resource, subscription } from '../../support/manifests';

const redis = (spec: object): any => resource('Component', 'store', { type: 'state.redis', version: 'v1', metadata: HOST, ...spec });

export const SCHEMA_CASES: Case[] = [
  ['a Component without metadata', 'DAPR6171', 'spec.metadata must be set', [redis({ metadata: undefined })]],
  ['a Component with empty metadata', 'DAPR6171', 'spec.metadata must be set', [redis({ metadata: null })]],
  ['an entry of metadata without a name', 'DAPR6171', 'spec.metadata[1].name must be set', [component([...HOST, { value: 'x' }])]],
  ['a boolean in quotes', 'DAPR6170', 'spec.ignoreErrors must be true or false; got \'true\'', [redis({ ignoreErrors: 'true' })]],
  ['a boolean in quotes in a Configuration', 'DAPR6170', 'spec.metrics.enabled must be true or false; got \'false\'', [configuration({ metrics: { enabled: 'false' } })]],
  ['a list of numbers', 'DAPR6170', 'scopes[0] must be a string; got 1', [component(HOST, { scopes: [1] })]],
  ['a label that is a boolean', 'DAPR6170', 'metadata.labels.beta must be a string; got true', [component(HOST, { metadata: { name: 'store', labels: { beta: true } } })]],
  ['a number in quotes', 'DAPR6170', 'spec.policies.circuitBreakers.c.maxRequests must be a whole number; got \'1\'', [resiliency({ circuitBreakers: { c: { maxRequests: '1' } } })]],
  ['a list instead of a map', 'DAPR6170', 'spec.tracing must be a map; got []', [configuration({ tracing: [] })]],
  ['a map instead of a list', 'DAPR6170', 'spec.features must be a list; got {"name":"a"}', [configuration({ features: { name: 'a' } })]],
  ['a text that is none of those allowed', 'DAPR6170', 'spec.rules[0].workflows[0].operations[0] must be \'schedule\', \'terminate\'', [resource('WorkflowAccessPolicy', 'p', {
    rules: [{ callers: [{ appID: 'a' }], workflows: [{ name: 'w', operations: ['start'] }] }],
  })]],
  ['tracing without a rate', 'DAPR6171', 'spec.tracing.samplingRate must be set', [configuration({ tracing: { zipkin: { endpointAddress: 'http://zipkin:9411/api/v2/spans' } } })]],
  ['a collector without isSecure', 'DAPR6171', 'spec.tracing.otel.isSecure must be set', [configuration({ tracing: { samplingRate: '1', otel: { endpointAddress: 'otel:4317', protocol: 'grpc' } } })]],
  ['a Resiliency without targets', 'DAPR6171', 'spec.targets must be set', [resource('Resiliency', 'slow', { policies: { timeouts: { t: '5s' } } })]],
  ['a bulk without enabled', 'DAPR6171', 'spec.bulkSubscribe.enabled must be set', [subscription({ bulkSubscribe: { maxMessagesCount: 10 } })]],
  ['fields of an old Dapr', 'DAPR6172', 'spec.tracing.exporterType is not a field of the CRD', [configuration({ tracing: { samplingRate: '1', exporterType: 'zipkin' } })]],
  ['fields with the wrong indentation', 'DAPR6172', 'spec.samplingRate is not a field of the CRD', [configuration({ samplingRate: '1' })]],
  ['a misspelled top-level field', 'DAPR6172', 'metadataa is not a field of the CRD; did you mean \'metadata\'?', [redis({ metadata: [] }), { ...redis({}), metadataa: [] }]],
  ['scopes of a Configuration, which has none', 'DAPR6172', 'scopes is not a field of the CRD', [{ ...configuration({}), scopes: ['web'] }]],
  ['an unknown field with a newer Dapr', 'DAPR6173', 'spec.brandNew is not a field of the CRD', [redis({ brandNew: 1 })], { daprVersion: '1.30' }],
];
