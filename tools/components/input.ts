/** The input files of the generated components: facts about each type, and `since`, the release of Dapr that added it. */
import { readFileSync } from 'fs';
import { join } from 'path';

/** A field as the input files describe it. */
export interface Row {
  name: string;
  type?: string;
  required?: boolean;
  sensitive?: boolean;
  deprecated?: boolean;
  caseSensitive?: boolean;
  builtin?: boolean;
  default?: string;
  allowedValues?: string[];
  allowedSince?: { [value: string]: string };
  aliases?: string[];
  since?: string;
  binding?: { input?: boolean; output?: boolean };
}
export interface Raw {
  specType: string;
  version: string;
  since?: string;
  status: string;
  registered?: boolean;
  stableBuild?: boolean;
  capabilities?: string[];
  aliases?: string[];
  metadata: Row[];
  binding?: { input?: boolean; output?: boolean; operations?: string[] };
  authenticationProfiles?: { title: string; builtin?: string; metadata: Row[] }[];
}
export interface Overlay {
  addFields?: Row[];
  aliases?: { [name: string]: string[] };
  types?: { [name: string]: string };
  notRequired?: string[];
  dead?: string[];
  addCapabilities?: string[];
  allowedValues?: { [name: string]: string[] };
  exactlyOneOf?: string[][];
  atLeastOneOf?: string[][];
  required?: string[];
  defaults?: { [name: string]: string };
  dynamic?: { prefix: string };
}

const read = (file: string): any => JSON.parse(readFileSync(join(__dirname, file), 'utf8'));
export const catalog: { source: any; components: Raw[] } = read('catalog.json');
export const overlay: {
  blocks: { [block: string]: Overlay };
  sameAs: { [key: string]: string };
  noMetadata: { [key: string]: Row[] };
  components: { [key: string]: Overlay };
} = read('overlay.json');
/** Additions to the catalogue and the overlay: unmarked secrets (of all or some components), further versions of a type, and requirements of component code. */
export const corrections: {
  components: { [key: string]: Overlay };
  sensitive: { [field: string]: string[] | '*' };
  alsoRegistered: { [key: string]: string };
} = read('corrections.json');

/** The release whose files are the catalogue, and the newest release line whose additions were read file by file. */
export const SOURCE: { componentsContrib: { ref: string }; dapr: { ref: string }; additions: { line: string; files: string } } = catalog.source;
