import { App } from 'cdk8s';
import { DataPlane } from 'cdk8s-dapr';
import { Hello } from './hello';

const app = new App();
new Hello(app, 'hello', { image: process.env.IMAGE || undefined, dataPlane: DataPlane.sharedDaemonSet() });
app.synth();
