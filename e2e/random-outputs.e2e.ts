/** The API server accepts the output of accepted random props. */
import { Yaml } from 'cdk8s';
import * as fc from 'fast-check';
import { figure, TestNamespace } from './cluster';
import { cases, RAW } from '../test/random/cases';
import { broken } from '../test/random/judge';

type Json = { [field: string]: any };

const OUTPUTS = Number(process.env.E2E_RANDOM_OUTPUTS ?? 2000);
/** Objects per call of kubectl. */
const BATCH = 200;
/** Third-party kinds, which the cluster does not have. */
const OTHERS = /(^|\.)(knative\.dev|fluxcd\.io|argoproj\.io|openfunction\.io|keda\.sh)\//;

/** Fields of Dapr 1.19, which the CRDs of the cluster may not have. */
const NEWER = /"kind":"(Configuration|WorkflowAccessPolicy)".*"(requires|workflow)":/;

let namespace: TestNamespace;

beforeAll(async () => {
  namespace = await TestNamespace.create('random-outputs', { redis: false });
});

afterAll(async () => namespace?.delete());

test(`the API server accepts every field of ${OUTPUTS} accepted outputs`, async () => {
  const { objects, tried } = acceptedOutputs();
  const known = objects.filter(object => !OTHERS.test(object.apiVersion) && !NEWER.test(JSON.stringify(object)));
  // In a dry run, objects with the same name do not conflict; equal objects are sent once.
  const texts = [...new Set(known.map(object => Yaml.stringify(inNamespace(object))))];
  const rejected: string[] = [];
  for (let i = 0; i < texts.length; i += BATCH) {
    await namespace.apply(texts.slice(i, i + BATCH).join('---\n'), '--dry-run=server').catch(error => rejected.push((error as Error).message));
  }
  figure(`${OUTPUTS} accepted outputs of ${tried} cases: ${known.length} objects, ${texts.length} of them different; ${objects.length - known.length} of third-party kinds or with fields of Dapr 1.19 skipped`);
  expect(rejected).toEqual([]);
}, 3_600_000);

/** The objects of the first accepted cases with output. */
function acceptedOutputs(): { objects: Json[]; tried: number } {
  const objects: Json[] = [];
  let outputs = 0, tried = 0;
  for (let seed = 1; outputs < OUTPUTS; seed++) {
    for (const one of fc.sample(cases, { seed, numRuns: 100 })) {
      if (outputs < OUTPUTS) {
        if (one.target === RAW) {
          continue;
        }
        const { accepted, outcome } = broken(one);
        tried++;
        outputs += accepted && outcome.objects.length ? 1 : 0;
        objects.push(...outcome.objects);
      }
    }
  }
  return { objects, tried };
}

const inNamespace = (object: Json): Json => object.metadata.namespace === undefined ? object
  : { ...object, metadata: { ...object.metadata, namespace: namespace.name } };
