/** A recipe for a value: applied for each synth, and printed as the code that a user would write. */
import { toStringMethod } from 'fast-check';
import { World } from './world';

export class Recipe {
  /** A plain value. */
  public static of(value: unknown, shown = show(value)): Recipe {
    return new Recipe(() => value, () => shown);
  }

  public static list(entries: Recipe[]): Recipe {
    return new Recipe(world => entries.map(entry => entry.make(world)), () => `[${entries.join(', ')}]`);
  }

  /** A struct or a map; `__proto__` is an ordinary key. The values are made in the same order in every world. */
  public static map(entries: readonly (readonly [key: string, value: Recipe])[]): Recipe {
    return new Recipe(
      world => Object.fromEntries(world.inOrder(entries.map(([key, value]) => [key, value.make(world)]))),
      () => `{ ${entries.map(([key, value]) => `${/^\w+$/.test(key) ? key : show(key)}: ${value}`).join(', ')} }`);
  }

  /** A value that may be a token. */
  public static token(value: Recipe): Recipe {
    return new Recipe(world => world.token(value.make(world)), () => `token(${value})`);
  }

  public static call(name: string, call: (...values: any[]) => unknown, values: Recipe[]): Recipe {
    return new Recipe(world => call(...values.map(value => value.make(world))), () => `${name}(${values.join(', ')})`);
  }

  constructor(public readonly make: (world: World) => any, private readonly print: () => string) {}

  public toString(): string {
    return this.print();
  }

  public [toStringMethod](): string {
    return this.print();
  }
}

const show = (value: unknown): string => typeof value === 'string' ? JSON.stringify(value) : Object.is(value, -0) ? '-0' : String(value);
