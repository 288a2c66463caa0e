import { App, Chart, Size } from 'cdk8s';
import { DaprTopology, ExportedFiles, TopologyExporter } from 'cdk8s-dapr';
import { AcmeService } from './acme-service';

const app = new App();
const chart = new Chart(app, 'shop', { namespace: 'shop' });
new AcmeService(chart, 'checkout');
new AcmeService(chart, 'invoices', { replicas: 4 });
app.synth();

// The topology for the platform's handbook, and the cost of its data planes on 12 nodes.
ExportedFiles.write(app, 'picture', new TopologyExporter({
  title: 'The shop on the Acme platform',
  nodes: 12,
  sidecarCpuRequest: '100m',
  sidecarMemoryRequest: Size.mebibytes(250),
}).export(DaprTopology.of(chart)));
