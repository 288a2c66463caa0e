import { isMap, Json } from '../util/json';

/** Whether a label selector of Kubernetes is set, and selects pods with these labels. */
export function selects(selector: Json | null | undefined, labels: { readonly [label: string]: unknown }): boolean {
  const wanted = Object.entries(isMap(selector?.matchLabels) ? selector!.matchLabels : {});
  const expressions: Json[] = Array.isArray(selector?.matchExpressions) ? selector!.matchExpressions.filter(isMap) : [];
  return wanted.length + expressions.length > 0 && wanted.every(([label, value]) => labels[label] === value)
    && expressions.every(expression => holds(expression, labels[expression.key]));
}

function holds({ operator, values: list }: Json, value: unknown): boolean {
  const values: unknown[] = Array.isArray(list) ? list : [];
  switch (operator) {
    case 'In': return values.includes(value);
    case 'NotIn': return !values.includes(value);
    case 'DoesNotExist': return value === undefined;
    default: return value !== undefined;
  }
}
