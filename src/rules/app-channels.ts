import { CHANNELS } from '../app/channel-address';
import { AppCheck } from '../diagnostics/diagnostics';
import { Finding } from '../diagnostics/finding';
import { error } from '../diagnostics/rule';
import { wiringOf } from '../facts/apps';
import { Objects } from '../facts/objects';
import { Json } from '../util/json';

const SERVICE_OF_OTHERS = error('DAPR7024', {
  title: 'Service that does not lead to the app',
  why: 'daprd waits for ever for the app',
  todo: 'give the name and a port of a Service that selects the pods of the app',
  source: 'dapr/dapr pkg/channel',
});

/** A Service of this App by which a daprd outside the pods calls an app has to lead to it. */
const appChannels: AppCheck = root => CHANNELS.of(root).flatMap(({ app, name, port }): Finding[] => {
  const service = Objects.of(root).find('Service', 'core', app.namespace, name);
  const { ports = [], selector = {} }: Json = service?.toJson().spec ?? {};
  if (!service) {
    return [];
  }
  const pod = wiringOf(app)?.pod;
  const labels = pod?.podLabels(pod.renderWired()) ?? {};
  const other = Object.entries(selector).find(([label, value]) => labels[label] !== value);
  const numbers: number[] = ports.map((each: Json) => each.port);
  const wrong = !numbers.includes(port) ? `has the ports ${numbers.join(', ') || 'none'}, not ${port}`
    : other ? `selects pods with ${other[0]}=${other[1]}, which those of the app have not` : undefined;
  return wrong ? [{ at: app, rule: SERVICE_OF_OTHERS, what: `Service '${service.node.path}' ${wrong}` }] : [];
});

export const checks = [appChannels];
