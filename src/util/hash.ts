import { createHash } from 'crypto';

let last: { readonly text: string; readonly hash: string } | undefined;

/** A hash of 16 characters. The last one is cached, because most daprds of an App load the same resources. */
export function hashOf(text: string): string {
  if (last?.text !== text) {
    last = { text, hash: createHash('sha256').update(text).digest('hex').slice(0, 16) };
  }
  return last.hash;
}
