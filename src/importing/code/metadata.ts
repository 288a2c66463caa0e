/** Labels and annotations, for which the resources of this library have no prop. */
import { Context } from './context';
import { text } from './literal';
import { isMap, Json } from '../../util/json';
import { keep, Reason } from '../estate/model';

/** Statements that add the labels and annotations of an object to its construct, or why there are none: its metadata has more than these. */
export function metadataStatements(context: Context, variable: string, metadata: Json, ignored: readonly string[] = []): string[] | Reason {
  const { name: _, namespace: __, labels = {}, annotations = {}, ...rest } = metadata;
  if (Object.keys(rest).length || ![labels, annotations].every(isTexts)) {
    return keep('its metadata has more than a name, a namespace, labels and annotations');
  }
  const of = (method: string, map: Json): string[] => Object.entries(map).filter(([key]) => !ignored.includes(key))
    .map(([key, value]) => `${context.cdk8s('ApiObject')}.of(${variable}).metadata.${method}(${text(key)}, ${text(value)});`);
  return [...of('addLabel', labels ?? {}), ...of('addAnnotation', annotations ?? {})];
}

const isTexts = (value: unknown): boolean => value === null || (isMap(value) && Object.values(value).every(each => typeof each === 'string'));
