import { App } from 'cdk8s';
import { DaprTopology, ExportedFiles, MachineExporter } from 'cdk8s-dapr';
import { Shop } from './shop';

const app = new App();
const shop = new Shop(app, 'shop');
app.synth();

ExportedFiles.write(app, 'machine', new MachineExporter({
  name: 'shop',
  addresses: { 'redis.shop.svc:6379': '127.0.0.1:6379' },
}).export(DaprTopology.of(shop)));
