/** Thrown by the writers of an object for a value that has no prop. */
export class Unwritable extends Error {}

/** The result of a writer, or of `otherwise` if it finds a value that has no prop. */
export function ifWritable<T>(write: () => T, otherwise: (why: string) => T): T {
  try {
    return write();
  } catch (thrown) {
    if (thrown instanceof Unwritable) {
      return otherwise(thrown.message);
    }
    throw thrown;
  }
}
