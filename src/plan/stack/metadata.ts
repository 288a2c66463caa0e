/** Metadata of components. */
import { Json, mapsIn } from '../../util/json';
import { Manifest } from '../../validation/manifest';

/** The entries by name in lower case, as components read them. */
export const metadataOf = ({ spec }: Manifest): ReadonlyMap<string, Json> =>
  new Map(mapsIn(spec.metadata).map(entry => [String(entry.name).toLowerCase(), entry]));
