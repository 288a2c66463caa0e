/** Whether all brackets and quotes of an expression are balanced. */
export function isBalanced(expression: string): boolean {
  const open: string[] = [];
  const pairs: { [close: string]: string } = { ')': '(', ']': '[', '}': '{' };
  const outside = expression.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '');
  for (const c of outside) {
    if ('([{'.includes(c)) {
      open.push(c);
    } else if (pairs[c] && open.pop() !== pairs[c]) {
      return false;
    }
  }
  return !open.length && !/["']/.test(outside);
}
