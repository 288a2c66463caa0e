/** Manifests in files and folders. */
import { existsSync, readdirSync, readFileSync, statSync } from 'fs';
import { createRequire } from 'module';
import { basename, join, relative } from 'path';
import { problemToFinding } from '../diagnostics/finding';
import { error } from '../diagnostics/rule';
import { findingsOfError, synthesisError } from '../diagnostics/synthesis-error';
import { ManifestFile } from '../plan/stack/stack';
import { fileMatches } from '../util/file-pattern';

const UNREADABLE = error('DAPR9502', {
  title: 'file that cannot be read as YAML or JSON',
  why: 'A plan needs all objects of both stacks',
  todo: 'correct the file, or pass another file or folder',
  source: 'https://yaml.org/spec',
});

/** The part of the package `yaml` that is used here. */
interface Yaml {
  parseAllDocuments(text: string, options: object): { readonly errors: readonly Error[]; toJS(): unknown }[];
}

/** Standard input as an argument. */
export const STDIN = '-';
const MANIFEST = /\.(ya?ml|json)$/i;
/** What cdk8s writes beside the manifests if `cdk8s.yaml` has validations: the constructs of the objects. */
const CONSTRUCTS = 'construct-metadata.json';

/**
 * Reads a file, or all YAML and JSON files in a folder and its subfolders. Throws an error for a path that does not exist, a folder without
 * such files, and
 * a file that is neither YAML nor JSON (DAPR9502).
 *
 * @param stdin reads the standard input, for `-`
 * @param files only the files of a folder that match this pattern; there may be none
 */
export function readManifests(path: string, stdin: () => string, files?: string): ManifestFile[] {
  if (path === STDIN) {
    return [{ file: 'standard input', documents: parse(stdin(), 'standard input') }];
  }
  return pathsIn(path, files).map(file => ({ file, documents: parse(textOf(file), file) }));
}

/** Folders of packages, and those that are hidden. */
const OF_OTHERS = /(^|[/\\])(node_modules|\.[^./\\][^/\\]*)[/\\]/;

/** Reads like `readManifests`, but names files that are neither YAML nor JSON instead of throwing. */
export function readManyManifests(path: string, stdin: () => string): { files: ManifestFile[]; unreadable: { place: string; why: string }[] } {
  const files: ManifestFile[] = [];
  const unreadable: { place: string; why: string }[] = [];
  for (const file of path === STDIN ? [STDIN] : pathsIn(path).filter(each => !OF_OTHERS.test(relative(path, each)))) {
    try {
      files.push(...readManifests(file, stdin));
    } catch (thrown) {
      const [finding] = findingsOfError(thrown);
      if (!finding) {
        throw thrown;
      }
      unreadable.push({ place: file, why: `it is not YAML; a template of Helm needs helm template first (${finding.message})` });
    }
  }
  return { files, unreadable };
}

function pathsIn(path: string, files = '*'): string[] {
  if (!existsSync(path)) {
    throw unreadable(path, 'no file or folder has this name');
  }
  if (!statSync(path).isDirectory()) {
    return [path];
  }
  const names = readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter(name => MANIFEST.test(name) && basename(name) !== CONSTRUCTS && statSync(join(path, name)).isFile()).sort();
  if (!names.length) {
    throw unreadable(path, 'the folder contains no file that ends with .yaml, .yml or .json');
  }
  return names.filter(name => fileMatches(name, files)).map(name => join(path, name));
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (thrown) {
    throw unreadable(file, (thrown as Error).message);
  }
}

/** The documents of a file. cdk8s contains the parser, which writes the YAML of a synth, too. */
function parse(text: string, file: string): unknown[] {
  const yaml: Yaml = createRequire(require.resolve('cdk8s'))('yaml');
  return yaml.parseAllDocuments(text, { version: '1.1', logLevel: 'silent' }).map(document => {
    const [problem] = document.errors;
    if (problem) {
      throw unreadable(file, problem.message.split('\n')[0].replace(/:$/, ''));
    }
    return valueOf(document, file);
  });
}

/** An alias without an anchor is found here. */
function valueOf(document: { toJS(): unknown }, file: string): unknown {
  try {
    return document.toJS();
  } catch (thrown) {
    throw unreadable(file, (thrown as Error).message);
  }
}

const unreadable = (path: string, what: string): Error => synthesisError([problemToFinding({ rule: UNREADABLE, what }, relative('', path) || path)]);
