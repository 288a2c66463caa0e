import { withMethod } from '../../props/checks';
import { Check } from '../../props/schema';

/** A `MetadataValue`: a string, a secret key or an environment variable. */
export const aValue: Check = value => withMethod('_wrong', 'a MetadataValue')(value) ?? (value._wrong() && 'a MetadataValue of strings');
