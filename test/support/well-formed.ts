/** Checks that XML tags are closed in order, attributes are quoted, and special characters are entities. */
export function wellFormed(text: string): void {
  const open: string[] = [];
  const rest = text.replace(/<(\/?)([a-zA-Z]+)((?:\s[\w:-]+="[^"<&]*(?:&[\w#]+;[^"<&]*)*")*)\s*(\/?)>/g, (_all, closing, name, _attributes, single) => {
    if (closing) {
      expect(open.pop()).toBe(name);
    } else if (!single) {
      open.push(name);
    }
    return '';
  });
  expect(open).toEqual([]);
  expect(rest.replace(/&(amp|lt|gt|quot|#39);/g, '')).not.toMatch(/[<&]/);
}
