import { CHANNELS } from '../app/channel-address';
import { AppCheck } from '../diagnostics/diagnostics';
import { Finding } from '../diagnostics/finding';
import { error } from '../diagnostics/rule';
import { wiringOf } from '../facts/apps';
import { Objects } from '../facts/objects';
import { isMap, Json, mapsIn } from '../util/json';

const SERVICE_DOES_NOT_ROUTE_TO_APP = error('DAPR7024', {
  title: 'Service that does not route to the app',
  why: 'daprd waits indefinitely for the app to listen',
  todo: 'set appChannel to a Service that selects the app\'s pods, and to one of its ports; for a proxy in front of the app, use AppChannel.address',
  source: 'dapr/dapr pkg/channel',
});

/** A Service through which a daprd outside the pods calls the app must route to the app's pods. */
const appChannels: AppCheck = root => CHANNELS.of(root).flatMap(({ app, name, port }): Finding[] => {
  const service = Objects.of(root).find('Service', 'core', app, app.namespace, name);
  const { ports, selector }: Json = service?.toJson().spec ?? {};
  if (!service) {
    return [];
  }
  const pod = wiringOf(app)?.pod;
  const labels = pod?.podLabels(pod.renderWired()) ?? {};
  const mismatch = Object.entries(isMap(selector) ? selector : {}).find(([label, value]) => labels[label] !== value);
  const portNumbers: number[] = mapsIn(ports).map(each => each.port);
  const problem = !portNumbers.includes(port) ? `must have port ${port}; got ${portNumbers.join(', ') || 'no ports'}`
    : mismatch ? `selects pods with ${mismatch[0]}=${mismatch[1]}, a label that the app's pods do not have` : undefined;
  return problem ? [{ at: app, rule: SERVICE_DOES_NOT_ROUTE_TO_APP, what: `Service '${service.node.path}' ${problem}` }] : [];
});

export const checks = [appChannels];
