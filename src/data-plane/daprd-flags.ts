import { DAPR, Annotations } from './daprd-annotations';
import { DAPRD_OPTIONS, DaprdOption } from './daprd-options';

/** Flags of the facts about an app (dapr/dapr `cmd/daprd/options/options.go`). */
const APP_FLAGS: { [annotation: string]: string } = {
  'app-id': 'app-id',
  'app-port': 'app-port',
  'app-protocol': 'app-protocol',
  'app-channel-address': 'app-channel-address',
  'app-max-concurrency': 'app-max-concurrency',
  'enable-app-health-check': 'enable-app-health-check',
  'app-health-check-path': 'app-health-check-path',
  'app-health-probe-interval': 'app-health-probe-interval',
  'app-health-probe-timeout': 'app-health-probe-timeout',
  'app-health-threshold': 'app-health-threshold',
};

const FLAGS = new Map<string, string>([
  ...Object.entries(APP_FLAGS),
  ...(Object.values(DAPRD_OPTIONS) as DaprdOption[]).filter(row => row.becomes.startsWith('--'))
    .map((row): [string, string] => [row.annotation, row.becomes.slice(2).split(' ')[0]]),
]);

/** Flags that take true or false; the injector reads `yes`, `on` and the like too, daprd does not. */
const SWITCHES = new Set(['enable-app-health-check', ...(Object.values(DAPRD_OPTIONS) as DaprdOption[]).filter(row => row.type === 'boolean').map(row => row.becomes.slice(2).split(' ')[0])]);
const YES = ['y', 'yes', 'true', 't', 'on', '1'];

/** The flags with which a daprd does what the injector would make of these annotations, by name. */
export function daprdFlags(annotations: Annotations): { [flag: string]: string } {
  const flags: { [flag: string]: string } = {};
  for (const [key, value] of Object.entries(annotations).sort(([a], [b]) => a < b ? -1 : 1)) {
    const flag = key.startsWith(DAPR) ? FLAGS.get(key.slice(DAPR.length)) : undefined;
    if (flag) {
      flags[flag] = SWITCHES.has(flag) ? String(YES.includes(value.toLowerCase())) : value;
    }
  }
  return flags;
}
