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
