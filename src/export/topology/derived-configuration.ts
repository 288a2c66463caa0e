import { IConstruct } from 'constructs';
import { derivedOf } from '../../facts/configurations';
import { Json } from '../../util/json';

/** Whether nobody wrote anything of a Configuration: a target that has none does without what is derived. */
export function isDerivedOnly(configuration: IConstruct | undefined, spec: () => Json): boolean {
  const derived = configuration && derivedOf(configuration);
  return derived !== undefined && Object.keys(spec()).every(key => key in derived);
}
