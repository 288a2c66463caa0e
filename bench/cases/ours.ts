/** The apps, wired by this library. */
import { App, Chart } from 'cdk8s';
import { DaprApp, DaprPlatform, DataPlane, IDataPlane } from 'cdk8s-dapr';
import { Deployment, EnvValue } from 'cdk8s-plus-28';
import { IMAGE, NAMESPACE, PORT, TOKEN_SECRET } from './manifests';
import { chartsOf, measure, Model } from './measure';

const DATA_PLANES: { [model in Model]?: () => IDataPlane } = {
  sidecar: () => DataPlane.sidecar(),
  sharedDaemonSet: () => DataPlane.sharedDaemonSet(),
  sharedDeployment: () => DataPlane.sharedDeployment(),
};

measure(task => {
  const root = new App({ outdir: task.outdir });
  const dataPlane = DATA_PLANES[task.model]?.();
  if (dataPlane) {
    DaprPlatform.set(root, { daprVersion: '1.18', kubernetesVersion: '1.36', apiTokenSecret: TOKEN_SECRET });
  }
  for (const { id, apps } of chartsOf(task)) {
    const chart = new Chart(root, id, { namespace: NAMESPACE });
    for (const i of apps) {
      const workload = new Deployment(chart, `web${i}`, {
        replicas: 2,
        containers: [{ image: IMAGE, portNumber: PORT, envVariables: { LOG_LEVEL: EnvValue.fromValue('info') } }],
      });
      if (dataPlane) {
        new DaprApp(chart, `app${i}`, { workload, appPort: PORT, dataPlane });
      }
    }
  }
  return root;
}, root => root.synth());
