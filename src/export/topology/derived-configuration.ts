import { IConstruct } from 'constructs';
import { derivedOf } from '../../facts/configurations';
import { Json } from '../../util/json';

/** Whether a Configuration has derived fields only. A target without Configurations can omit it. */
export function isDerivedOnly(configuration: IConstruct | undefined, spec: () => Json): boolean {
  const derived = configuration && derivedOf(configuration);
  return derived !== undefined && Object.keys(spec()).every(key => key in derived);
}
