import { App, Chart, Size } from 'cdk8s';
import { ControlPlaneOutput, DaprControlPlane, DaprPlatform, RenderedObjects, WebhookFailurePolicy } from 'cdk8s-dapr';

const app = new App();
DaprPlatform.set(app, { daprVersion: '1.18.2', kubernetesVersion: '1.34' });

/** Defines the same control plane for any output. */
function dapr(name: string, output: ControlPlaneOutput, certificatesSecret?: string): void {
  new DaprControlPlane(new Chart(app, name), 'dapr', {
    output,
    chartVersion: '1.18.2',
    repository: process.env.DAPR_CHART_REPOSITORY || undefined,
    registry: process.env.DAPR_REGISTRY || undefined,
    haEnabled: true,
    webhookFailurePolicy: WebhookFailurePolicy.FAIL,
    excludedNamespaces: ['monitoring'],
    schedulerStorageSize: Size.gibibytes(16),
    logAsJson: true,
    certificatesSecret,
    values: { dapr_operator: { watchInterval: '60s' } },
  });
}

if (process.env.CONTROL_PLANE === 'rendered') {
  const chartPath = process.env.DAPR_CHART || undefined;
  dapr('dapr-crds', ControlPlaneOutput.rendered({ chartPath, objects: RenderedObjects.CRDS }));
  dapr('dapr', ControlPlaneOutput.rendered({ chartPath, objects: RenderedObjects.ALL_BUT_CRDS }));
} else {
  dapr('dapr-flux', ControlPlaneOutput.flux(), 'dapr-certificates');
  dapr('dapr-argo-cd', ControlPlaneOutput.argoCd({ automated: true }));
}
app.synth();
