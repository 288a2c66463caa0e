import { App } from 'cdk8s';
import { DaprTopology, ExportedFiles, TopologyExporter } from 'cdk8s-dapr';
import { ENVIRONMENTS } from './environments';
import { Shop } from './shop';

const [name = 'dev'] = process.argv.slice(2);
if (!Object.hasOwn(ENVIRONMENTS, name)) {
  throw new Error(`unknown environment '${name}'; expected one of ${Object.keys(ENVIRONMENTS).join(', ')}`);
}
const app = new App();
const shop = new Shop(app, 'shop', ENVIRONMENTS[name]);
app.synth();

ExportedFiles.write(app, `picture-${name}`, new TopologyExporter({ title: `The shop, ${name}`, nodes: name === 'prod' ? 12 : 3 }).export(DaprTopology.of(shop)));
