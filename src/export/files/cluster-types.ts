/** Types of components that need Kubernetes or local resources, and the targets that do not support them. */
import { warning } from '../../diagnostics/rule';

export const TYPE_IN_DOUBT = warning('DAPR4083', {
  title: 'building block that the service may not have',
  why: 'The service runs its own version of Dapr: if that does not have the building block, the component fails to load',
  todo: 'ask the provider for the building block, then acknowledge this',
  source: 'dapr/dapr pkg/components/category.go',
});

/** Target of a component. */
export type ComponentTarget = 'standalone' | 'catalyst' | 'containerApps';

/** Types of components, the reason, and the targets that do not support them. */
interface UnsupportedType { readonly types: RegExp; readonly why: string; readonly targets: ComponentTarget[] }

const UNSUPPORTED_TYPES: UnsupportedType[] = [
  { types: /^(secretstores|configuration|bindings|nameresolution|crypto\.dapr)\.kubernetes\b/, why: 'needs Kubernetes', targets: ['standalone', 'catalyst', 'containerApps'] },
  { types: /^(secretstores\.local\.|(bindings|crypto\.dapr)\.localstorage$)/, why: 'reads local files or environment variables of daprd', targets: ['catalyst', 'containerApps'] },
  { types: /^nameresolution\./, why: 'configures name resolution, which the platform manages', targets: ['catalyst', 'containerApps'] },
  { types: /^crypto\.dapr\./, why: 'belongs to a building block that the platform does not support', targets: ['containerApps'] },
];

/** Why a target does not support a type of component; undefined if it does. */
export function unsupportedType(type: unknown, target: ComponentTarget): string | undefined {
  const found = UNSUPPORTED_TYPES.find(({ types, targets }) => targets.includes(target) && types.test(String(type)));
  return found && `type ${type}, which ${found.why}`;
}

/** Building blocks that a service may not have: those that came after its documentation was read. */
const IN_DOUBT = /^binarystore\./;

/** What is doubtful about a component for a service that runs its own Dapr; undefined if nothing is. */
export const doubtfulType = (name: string, type: unknown, service: string): string | undefined =>
  IN_DOUBT.test(String(type)) ? `component '${name}' has type ${type}, which ${service} may not support: the building block is new in Dapr 1.19` : undefined;

/** The secret store of a resource; undefined if that is Kubernetes, by default or by name. */
export function secretStoreOf({ auth }: { readonly auth?: { readonly secretStore?: string } }): string | undefined {
  return auth?.secretStore === 'kubernetes' ? undefined : auth?.secretStore || undefined;
}
