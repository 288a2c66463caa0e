import { Yaml } from 'cdk8s';
import { ExportedFile } from '../topology/exporter';

/** A file with one YAML document, without aliases, which not every parser supports. */
export function yamlFile(path: string, document: object, head = ''): ExportedFile {
  return { path, content: head + Yaml.stringify(JSON.parse(JSON.stringify(document))) };
}
