/** The same objects as a recorded stack, written with cdk8s and, for the workloads, cdk8s-plus. */
import { readFileSync } from 'fs';
import { ApiObject, App, Chart } from 'cdk8s';
import { Deployment, EnvValue, Secret } from 'cdk8s-plus-28';
import { IMAGE, NAMESPACE, PORT } from './manifests';
import { measure, RecordedChart, Task } from './measure';

const recorded = JSON.parse(readFileSync((JSON.parse(process.argv[2]) as Task).record!, 'utf8')) as RecordedChart[];

measure(({ outdir }) => {
  const root = new App({ outdir });
  for (const { id, objects } of recorded) {
    const chart = new Chart(root, id, { namespace: NAMESPACE });
    const secrets = new Map<string, ReturnType<typeof Secret.fromSecretName>>();
    const secretOf = (name: string) => secrets.get(name) ?? secrets.set(name, Secret.fromSecretName(chart, `secret-${name}`, name)).get(name)!;
    objects.forEach(({ workload, object }, i) => {
      if (workload === undefined) {
        new ApiObject(chart, `object${i}`, object);
        return;
      }
      const { metadata, spec } = object.spec.template;
      const env = spec.containers[0].env as any[];
      new Deployment(chart, workload, {
        replicas: 2,
        podMetadata: { annotations: metadata.annotations },
        containers: [{
          image: IMAGE,
          portNumber: PORT,
          envVariables: Object.fromEntries(env.map(({ name, value, valueFrom }) => [name, value !== undefined ? EnvValue.fromValue(value)
            : EnvValue.fromSecretValue({ secret: secretOf(valueFrom.secretKeyRef.name), key: valueFrom.secretKeyRef.key })])),
        }],
      });
    });
  }
  return root;
}, root => root.synth());
