import { App, Chart } from 'cdk8s';
import { AcmeService } from './acme-service';

const app = new App();
const chart = new Chart(app, 'shop', { namespace: 'shop' });
new AcmeService(chart, 'checkout');
new AcmeService(chart, 'invoices', { replicas: 4 });
app.synth();
