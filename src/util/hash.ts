import { createHash } from 'crypto';

let last: { readonly text: string; readonly hash: string } | undefined;

/** 16 characters that change with a text. Those of the last text are kept: most daprds of an App load the same. */
export function hashOf(text: string): string {
  if (last?.text !== text) {
    last = { text, hash: createHash('sha256').update(text).digest('hex').slice(0, 16) };
  }
  return last.hash;
}
