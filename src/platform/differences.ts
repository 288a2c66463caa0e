import { IConstruct } from 'constructs';
import { DaprPlatform } from './dapr-platform';
import { describe } from '../util/values';

/** Fields that must be equal on both sides of a connection between daprds, or between a daprd and its control plane. */
const SHARED_FIELDS = ['trustDomain', 'clusterDomain', 'controlPlaneNamespace', 'mtls'] as const;

/** One message for each of these fields that differs between the platforms of two scopes of one cluster. */
export function differencesOf(at: IConstruct, other: IConstruct): string[] {
  const [one, two] = [DaprPlatform.of(at), DaprPlatform.of(other)];
  return one === two || one.cluster !== two.cluster ? [] : SHARED_FIELDS.filter(field => one[field] !== two[field])
    .map(field => `${field} of DaprPlatform is ${describe(one[field])} here and ${describe(two[field])}`);
}
