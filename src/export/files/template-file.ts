import { yamlFile } from './yaml-file';
import { ExportedFile } from '../topology/exporter';

/** A value that `envsubst` or the pipeline fills in. */
export class Placeholder {
  constructor(public readonly variable: string) {}
}

/** How to fill in a file with placeholders, at the top of `.env.example`. */
export const FILL_IN = `# Copy this file to .env and set the values. Each file contains them between double quotes, so write \\" for ", \\\\ for \\ and \\n for the end of a line:
#   set -a; . ./.env; set +a; envsubst < FILE > FILLED_IN
`;

/**
 * A YAML file with placeholders, each `"${NAME}"`: quoted, so that a value such as `a #b`, `!bang` or `12345` is text. A `$` of any other
 * text is `\u0024`, which no substitution changes.
 */
export function templateFile(path: string, document: object): ExportedFile {
  const scalars: string[] = [];
  let mark = 'SCALAR';
  while (JSON.stringify(document).includes(mark)) {
    mark += '_';
  }
  const marked = (scalar: string): string => `${mark}${scalars.push(scalar)}E`;
  const text = (value: string): string => value.includes('$') ? marked(JSON.stringify(value).replace(/\$/g, '\\u0024')) : value;
  const walk = (value: unknown): unknown => {
    if (value instanceof Placeholder) {
      return marked(`"\${${value.variable}}"`);
    }
    if (Array.isArray(value)) {
      return value.map(walk);
    }
    return typeof value === 'string' ? text(value)
      : typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([key, item]) => [text(key), walk(item)])) : value;
  };
  const { content } = yamlFile(path, walk(document) as object);
  return { path, content: content.replace(new RegExp(`${mark}(\\d+)E`, 'g'), (_, number) => scalars[Number(number) - 1]) };
}
