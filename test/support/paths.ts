import { join } from 'path';

/** Top folder of the repository. */
export const TOP = join(__dirname, '..', '..');
/** Test fixtures. */
export const FIXTURES = join(TOP, 'test', 'fixtures');
/** Schemas of Kubernetes and of Dapr's CRDs. */
export const SCHEMAS = join(TOP, 'test', 'schemas');
