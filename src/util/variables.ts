/** References between environment variables, as Kubernetes expands them: `$(NAME)`, and `$$` is an escaped dollar sign. */
const REFERENCE = /\$\$|\$\(([^()]+)\)/g;

/** The names that a value refers to. */
export const referencesOf = (value: unknown): string[] =>
  typeof value === 'string' && value.includes('$(') ? [...value.matchAll(REFERENCE)].flatMap(([, name]) => name ?? []) : [];

/**
 * The variables of a map in an order that does not depend on that of its keys: by name, but each after those that its value refers to,
 * because Kubernetes expands only references to earlier variables.
 */
export function referencedFirst<T>(variables: { readonly [name: string]: T }): [name: string, value: T][] {
  const names = Object.keys(variables).sort();
  const ordered = new Map<string, T>();
  const seen = new Set<string>();
  const visit = (name: string): void => {
    if (!seen.has(name) && Object.hasOwn(variables, name)) {
      seen.add(name);
      referencesOf(variables[name]).forEach(visit);
      ordered.set(name, variables[name]);
    }
  };
  names.forEach(visit);
  return [...ordered];
}
