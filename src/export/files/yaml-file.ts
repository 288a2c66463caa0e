import { Yaml } from 'cdk8s';
import { ExportedFile } from '../topology/exporter';

/** A file with one YAML document, without references inside it: not every reader knows them. */
export function yamlFile(path: string, document: object, head = ''): ExportedFile {
  return { path, content: head + Yaml.stringify(JSON.parse(JSON.stringify(document))) };
}
