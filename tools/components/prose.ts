/** What the docs of the generated classes say in our own words, and Dapr's page of each component. */
import { readFileSync } from 'fs';
import { join } from 'path';
import { Component, Field } from './model';

const read = (file: string): any => JSON.parse(readFileSync(join(__dirname, file), 'utf8'));

/** Texts by type, or by patterns of types: `*` matches any characters, and several patterns are separated by spaces. */
interface Groups {
  [patterns: string]: { [field: string]: string };
}
/** Hand-written: components by type, or by type and version; fields by patterns; values of the examples by patterns. */
export const DESCRIPTIONS: { components: { [type: string]: string }; fields: Groups; values: Groups } = read('descriptions.json');
/** Dapr's page of each component, and the Dapr version since which it has its status. */
const PAGES: { [key: string]: { page: string; since?: string } } = read('pages.json');

const DOCS = 'https://docs.dapr.io/reference/components-reference/';

/** Whether a type, or a type and version, matches one of the patterns. */
export function matches(patterns: string, { type, version }: Pick<Component, 'type' | 'version'>): boolean {
  const regex = patterns.split(' ').map(pattern => pattern.replace(/\./g, '\\.').replace(/\*/g, '.*')).join('|');
  return new RegExp(`^(${regex})(/${version})?$`).test(`${type}/${version}`);
}

/** The text of the last group with the field. */
function textOf(groups: Groups, component: Component, field: string): string | undefined {
  return Object.entries(groups).filter(([patterns, texts]) => field in texts && matches(patterns, component)).pop()?.[1][field];
}

export const describeComponent = ({ type, version }: Component): string | undefined =>
  DESCRIPTIONS.components[`${type}/${version}`] ?? DESCRIPTIONS.components[type];

export const describeField = (component: Component, { name }: Field): string | undefined => textOf(DESCRIPTIONS.fields, component, name);

/** The value of a field in the example of its class. */
export const exampleValue = (component: Component, { name }: Field): string | undefined => textOf(DESCRIPTIONS.values, component, name);

/** Whether the example sets the field even if it is optional: its value is not only one of any component. */
export const inExample = (component: Component, { name }: Field): boolean =>
  textOf({ ...DESCRIPTIONS.values, '*': {} }, component, name) !== undefined;

const pageEntry = ({ type, version }: Component): { page: string; since?: string } => PAGES[`${type}/${version}`] ?? PAGES[`${type}/v1`] ?? { page: '' };

/** Address of Dapr's page. The overview of all components, if none is known. */
export const pageOf = (component: Component): string => `${DOCS}${pageEntry(component).page}${pageEntry(component).page && '/'}`;

/** The Dapr version since which the component has its status, if known. */
export const statusSince = (component: Component): string | undefined => PAGES[`${component.type}/${component.version}`]?.since;
