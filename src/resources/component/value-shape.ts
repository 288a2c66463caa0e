import { withMethod } from '../../props/checks';
import { Check } from '../../props/schema';

/** A value of a secret, a variable or a string. */
export const aValue: Check = value => withMethod('_wrong', 'a MetadataValue')(value) ?? (value._wrong() && 'a MetadataValue of strings');
