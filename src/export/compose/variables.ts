import { IConstruct } from 'constructs';
import { Variables } from '../files/variables';
import { StandaloneEnv } from '../standalone/env';

/** An environment as compose has it: what is given on the target comes from `.env`. */
export function composeEnvironment(at: IConstruct, { values, given }: StandaloneEnv, variables: Variables): { [name: string]: string } {
  return {
    ...Object.fromEntries(Object.entries(values).map(([name, value]) => [name, literal(value)])),
    ...Object.fromEntries(given.map(({ name, from }) => [name, `\${${variables.nameOf(at, from)}:?is not in .env}`])),
  };
}

/** A text that compose takes as it is. */
export const literal = (text: string): string => text.replace(/\$/g, '$$$$');
