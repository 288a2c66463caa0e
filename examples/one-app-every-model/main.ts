import { App } from 'cdk8s';
import { DaprTopology, ExportedFiles } from 'cdk8s-dapr';
import { MODELS } from './models';
import { Shop } from './shop';

const [name = 'sidecar'] = process.argv.slice(2);
const model = MODELS[name];
if (!model) {
  throw new Error(`No model '${name}'. There are: ${Object.keys(MODELS).join(', ')}.`);
}

const app = new App();
const shop = new Shop(app, 'shop', model);
app.synth();
if (model.files) {
  ExportedFiles.write(app, name, model.files(DaprTopology.of(shop)));
}
