import { Json } from '../util/json';

/** Whether a label selector of Kubernetes is set, and selects pods with these labels. */
export function selects(selector: Json | null | undefined, labels: { readonly [label: string]: unknown }): boolean {
  const wanted = Object.entries(selector?.matchLabels ?? {});
  const expressions: Json[] = selector?.matchExpressions ?? [];
  return wanted.length + expressions.length > 0 && wanted.every(([label, value]) => labels[label] === value)
    && expressions.every(expression => holds(expression, labels[expression.key]));
}

function holds({ operator, values = [] }: Json, value: unknown): boolean {
  switch (operator) {
    case 'In': return values.includes(value);
    case 'NotIn': return !values.includes(value);
    case 'DoesNotExist': return value === undefined;
    default: return value !== undefined;
  }
}
