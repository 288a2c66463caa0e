/** Names in the written code. */

const RESERVED = new Set(('break case catch class const continue debugger default delete do else enum export extends false finally for function if import in '
  + 'instanceof new null return super switch this throw true try typeof var void while with implements interface let package private protected public static '
  + 'yield await async of arguments eval kept workload scope id undefined join require module exports').split(' '));

const words = (name: string): string[] => name.split(/[^A-Za-z0-9]+/).filter(Boolean);
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** A name that no other one of its kind has. */
function unique(wanted: string, taken: Set<string>, join: string): string {
  let name = wanted;
  for (let i = 2; taken.has(name); i++) {
    name = `${wanted}${join}${i}`;
  }
  taken.add(name);
  return name;
}

/** Names of cdk8s and constructs that the files import. */
export const IMPORTED: readonly string[] = ['ApiObject', 'App', 'Chart', 'Construct', 'Duration', 'Include', 'Size', 'Testing'];

/** A class name, such as `Shop` or `StoreFront`, that is not taken; takes it. */
export function className(name: string, taken: Set<string>): string {
  const plain = words(name).map(capital).join('').replace(/^(?=\d)/, 'N') || 'Stack';
  return unique(taken.has(plain) ? `${plain}Chart` : plain, taken, '');
}

/** The names of one chart. */
export class Names {
  private readonly variables = new Set<string>(RESERVED);
  private readonly ids = new Set<string>();

  /** @param imported names that the file imports, which a variable must not hide */
  constructor(imported: readonly string[] = []) {
    imported.forEach(name => this.variables.add(name));
  }

  /** A variable; `role` is added if the name is taken. */
  public variable(name: string, role: string): string {
    const [first = 'object', ...rest] = words(name);
    const plain = [first.charAt(0).toLowerCase() + first.slice(1), ...rest.map(capital)].join('').replace(/^(?=\d)/, 'n');
    return unique(this.variables.has(plain) ? `${plain}${capital(role)}` : plain, this.variables, '');
  }

  /** A construct ID: the name of the object, or with its role if the name is taken. */
  public id(name: string, role: string): string {
    return unique(this.ids.has(name) ? `${name}-${role}` : name, this.ids, '-');
  }
}
