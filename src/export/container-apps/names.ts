import { IConstruct } from 'constructs';
import { mustBe } from '../../util/values';
import { Findings, UNSUPPORTED_BY_TARGET } from '../files/findings';

/** A name as Azure takes it. */
interface AzureName { readonly pattern: RegExp; readonly expected: string; readonly todo: string }

/** Names of objects of Azure Container Apps, from the errors of its API. */
export const NAMES = {
  app: {
    pattern: /^(?=.{2,32}$)[a-z](-?[a-z0-9])*$/,
    expected: 'a name of 2 to 32 lower-case letters, digits and single inner hyphens that begins with a letter',
    todo: 'set names for the app',
  },
  component: {
    pattern: /^(?!.*--)(?=.{1,60}$)[a-z]([-.a-z0-9]*[a-z0-9])?$/,
    expected: 'a name of at most 60 lower-case letters, digits, dots and single inner hyphens that begins with a letter',
    todo: 'rename the component',
  },
  secret: {
    pattern: /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
    expected: 'a name of at most 253 lower-case letters, digits and inner hyphens',
    todo: 'use shorter names for the Secret and its key',
  },
} as const satisfies { [kind: string]: AzureName };

/** Reports a name that Azure rejects, and returns it. */
export function azureName(at: IConstruct, kind: keyof typeof NAMES, name: string, findings: Findings): string {
  const { pattern, expected, todo } = NAMES[kind];
  if (!pattern.test(name)) {
    findings.add(at, UNSUPPORTED_BY_TARGET, mustBe(`the name of the ${kind === 'app' ? 'container app' : kind} in Azure Container Apps`, expected, name), todo);
  }
  return name;
}
