/** The type of a component: its building block and its name. */
import { Problem } from '../../diagnostics/finding';
import { error, warning } from '../../diagnostics/rule';
import { nearest } from '../../kubernetes/names';
import { describe, mustBe, text } from '../../util/values';

export const INVALID_COMPONENT = error('DAPR4017', {
  title: 'invalid component',
  why: 'daprd exits, or silently uses a default',
  todo: 'correct the value',
  source: 'dapr/dapr pkg/components/category.go',
  manifests: true,
});
const UNKNOWN_BUILDING_BLOCK = warning('DAPR4082', {
  title: 'type of an unknown building block',
  why: 'daprd exits if it does not have the building block',
  todo: 'correct the type, or acknowledge this if the Dapr of the cluster has the building block',
  source: 'dapr/dapr pkg/components/category.go',
  manifests: true,
});

/** First parts of a type (dapr/dapr `pkg/components/category.go`, and the binary store of 1.19). */
const BUILDING_BLOCKS = ['binarystore', 'bindings', 'pubsub', 'secretstores', 'state', 'middleware', 'configuration', 'crypto', 'lock', 'nameresolution',
  'conversation', 'workflowbackend'];

/** The building block that a type belongs to. */
export const categoryOf = (type: unknown): string => typeof type === 'string' ? type.split('.')[0] : '';

/** Problems of the type and version of a component. A building block that is unknown here may be of a newer Dapr. */
export function typeProblems(type: unknown, version: unknown, parent = ''): Problem[] {
  const category = categoryOf(type);
  const isKnown = BUILDING_BLOCKS.includes(category);
  const problems: Problem[] = [];
  if (type === undefined) {
    problems.push({ rule: INVALID_COMPONENT, what: `${parent}type must be set` });
  } else if (text(type) || !/^[a-z][\w-]*\.\S+$/i.test(type as string)) {
    problems.push({ rule: INVALID_COMPONENT, what: mustBe(`${parent}type`, 'a building block and a name, such as state.redis', type) });
  } else if (!isKnown && BUILDING_BLOCKS.includes(category.toLowerCase())) {
    // The registry compares the rest of the type in lower case, but the building block as it is written.
    problems.push({ rule: INVALID_COMPONENT, what: mustBe(`${parent}type`, `of a building block in lower case, ${category.toLowerCase()}.*`, type) });
  } else if (!isKnown) {
    const like = nearest(category.toLowerCase(), BUILDING_BLOCKS);
    problems.push({
      rule: UNKNOWN_BUILDING_BLOCK,
      what: `${parent}type ${describe(type)} is not of a building block that this library knows${like ? `; did you mean ${like}?` : ''}`,
    });
  }
  if (version !== undefined && (text(version) || !/^v\d/i.test(version as string))) {
    problems.push({ rule: INVALID_COMPONENT, what: mustBe(`${parent}version`, 'of the form v1', version) });
  }
  return problems;
}
