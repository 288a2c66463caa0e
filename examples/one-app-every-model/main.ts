import { App } from 'cdk8s';
import { DaprTopology, ExportedFiles, TopologyExporter } from 'cdk8s-dapr';
import { MODELS } from './models';
import { Shop } from './shop';

const [name = 'sidecar'] = process.argv.slice(2);
const model = MODELS[name];
if (!model) {
  throw new Error(`unknown model '${name}'; expected one of ${Object.keys(MODELS).join(', ')}`);
}

const app = new App();
const shop = new Shop(app, 'shop', model);
app.synth();
const topology = DaprTopology.of(shop);
if (model.files) {
  ExportedFiles.write(app, name, model.files(topology));
} else {
  ExportedFiles.write(app, `picture-${name}`, new TopologyExporter({ title: `The shop, model ${name}` }).export(topology));
}
