/** Files by the end of their path: manifests do not name their cluster, but the files of a chart have its name. */

/** Whether a path is, or ends with, a pattern, in which `*` stands for any text. */
export function fileMatches(file: string, pattern: string): boolean {
  const expression = pattern.split('*').map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('.*');
  return new RegExp(`(^|/)${expression}$`).test(file.replace(/\\/g, '/'));
}
