/** Metadata of components. */
import { isMap, Json } from '../../util/json';
import { list, Manifest } from '../../validation/manifest';

/** The entries by name in lower case, as components read them. */
export const metadataOf = ({ spec }: Manifest): ReadonlyMap<string, Json> =>
  new Map(list(spec.metadata).filter(isMap).map(entry => [String(entry.name).toLowerCase(), entry]));
