import { aText, having } from '../../props/shape';

/** A value of a secret, a variable or a text. */
export const aValue: typeof aText = value => having('_wrong', 'MetadataValue')(value) ?? (value._wrong() && 'MetadataValue of texts');
