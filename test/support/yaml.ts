/** Documents of YAML, as cdk8s reads them. */
import { createRequire } from 'module';

const yaml: { parseAllDocuments(text: string, options: object): { toJS(): unknown }[] } = createRequire(require.resolve('cdk8s'))('yaml');

export const parseYaml = (text: string): unknown[] => yaml.parseAllDocuments(text, { version: '1.1' }).map(document => document.toJS());
