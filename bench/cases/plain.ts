/** The same objects, written by hand with cdk8s and cdk8s-plus. */
import { ApiObject, ApiObjectProps, App, Chart } from 'cdk8s';
import { Deployment, EnvValue, Secret } from 'cdk8s-plus-28';
import { environment, IMAGE, NAMESPACE, otherObjects, podAnnotations, PORT, TOKEN_SECRET } from './manifests';
import { chartsOf, measure } from './measure';

measure(task => {
  const { model } = task;
  const root = new App({ outdir: task.outdir });
  for (const { id, apps } of chartsOf(task)) {
    const chart = new Chart(root, id, { namespace: NAMESPACE });
    const secret = model === 'none' ? undefined : Secret.fromSecretName(chart, 'token', TOKEN_SECRET);
    for (const i of apps) {
      const app = `app${i}`;
      const { before, after } = environment(model, app);
      const envVariables: { [name: string]: EnvValue } = {};
      Object.entries(before).forEach(([name, value]) => envVariables[name] = EnvValue.fromValue(value));
      if (secret) {
        envVariables.DAPR_API_TOKEN = EnvValue.fromSecretValue({ secret, key: 'token' });
      }
      Object.entries(after).forEach(([name, value]) => envVariables[name] = EnvValue.fromValue(value));
      const workload = new Deployment(chart, `web${i}`, {
        replicas: 2,
        podMetadata: { annotations: podAnnotations(model, app) },
        containers: [{ image: IMAGE, portNumber: PORT, envVariables }],
      });
      for (const other of otherObjects(model, app, () => ({ ...workload.matchLabels }))) {
        new ApiObject(chart, `${app}-${other.id}`, other.object as ApiObjectProps);
      }
    }
  }
  return root;
}, root => root.synth());
