/** What annotations say about daprd: the reverse of `renderOptions`. */
import { Construct } from 'constructs';
import { Annotations, BY_ANNOTATION } from '../../daprd/annotations';
import { DAPRD_OPTIONS } from '../../daprd/options';
import { DaprdOptions } from '../../daprd/options.generated';
import { DaprConfiguration } from '../../resources/configuration/configuration';

const ENV = 'dapr.io/env';
/** Options for which an empty text is a value; the others are not set. */
const EMPTY_COUNTS = ['placementHostAddress', 'schedulerHostAddress'];

/** Options that a single annotation means; undefined if no option can write its value. */
export function readOption(scope: Construct, annotation: string, raw: string): DaprdOptions | undefined {
  const row = BY_ANNOTATION.get(annotation);
  if (!row) {
    return undefined;
  }
  if (raw === '' && !EMPTY_COUNTS.includes(row.option)) {
    // To the injector, an empty text is false.
    return row.type === 'boolean' ? { [row.option]: false } : {};
  }
  const value = row.check(raw) === undefined ? row.read(raw) : undefined;
  if (value === undefined) {
    return undefined;
  }
  return annotation === ENV ? readEnv(value as Annotations)
    : { [row.option]: row.option === 'configuration' ? DaprConfiguration.fromConfigurationName(scope, 'Configuration', String(value)) : value };
}

/** The memory limit of Go is a variable with an option of its own. */
function readEnv({ GOMEMLIMIT, ...env }: Annotations): DaprdOptions {
  const goMemoryLimit: any = GOMEMLIMIT === undefined ? undefined : DAPRD_OPTIONS.goMemoryLimit.read(GOMEMLIMIT);
  const rest = GOMEMLIMIT === undefined || goMemoryLimit !== undefined ? env : { GOMEMLIMIT, ...env };
  return { ...(Object.keys(rest).length ? { env: rest } : {}), ...(goMemoryLimit === undefined ? {} : { goMemoryLimit }) };
}
