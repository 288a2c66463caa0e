import { IConstruct } from 'constructs';
import { Variables } from '../files/variables';
import { StandaloneEnv } from '../standalone/env';

/** The `environment` of a Compose service; variables that are set on the target come from `.env`. */
export function composeEnvironment(at: IConstruct, { values, fromTarget }: StandaloneEnv, variables: Variables): { [name: string]: string } {
  return {
    ...Object.fromEntries(Object.entries(values).map(([name, value]) => [name, literal(value)])),
    ...Object.fromEntries(fromTarget.map(({ name, from }) => [name, `\${${variables.nameOf(at, from)}:?is not in .env}`])),
  };
}

/** A string that compose does not interpolate. */
export const literal = (value: string): string => value.replace(/\$/g, '$$$$');

/** The same for every string in a value. */
export const literals = <T>(value: T): T => (typeof value === 'string' ? literal(value)
  : Array.isArray(value) ? value.map(literals)
    : typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, literals(item)])) : value) as T;
