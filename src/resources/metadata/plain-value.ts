import { MetadataValue } from './metadata-value';
import { isInstance } from '../../synth/tokens';
import { goDuration, milliseconds } from '../../util/values';

/** A plain value as the string that Dapr parses; undefined if it is not a valid value. */
export function metadataValue(value: any, inMilliseconds = false): MetadataValue | undefined {
  if (MetadataValue._is(value)) {
    return value;
  }
  const time = milliseconds(value);
  switch (typeof value) {
    case 'string': return MetadataValue.of(value);
    case 'number': return Number.isFinite(value) ? MetadataValue.ofNumber(value) : undefined;
    case 'boolean': return MetadataValue.ofBoolean(value);
    default:
      // With a unit unless the component reads a number only: without one, some components assume seconds and others milliseconds.
      return time !== undefined ? MetadataValue.of(inMilliseconds ? String(time) : goDuration(time))
        : typeof value?.asString === 'function' ? MetadataValue.of(String(value.asString()))
          // It may be a token; otherwise the component refuses it.
          : isInstance(value) ? MetadataValue.of(value as any) : undefined;
  }
}
