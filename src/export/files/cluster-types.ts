/** Types of components that work in a cluster or beside a disk only, and what each target says of them. */

/** Where components go. */
export type ComponentTarget = 'standalone' | 'catalyst' | 'containerApps';

/** Why a type works in some places only, and the targets that are none of them. */
interface Unfit { readonly types: RegExp; readonly why: string; readonly targets: ComponentTarget[] }

const UNFIT: Unfit[] = [
  { types: /^(secretstores|bindings|nameresolution|crypto\.dapr)\.kubernetes\b/, why: 'needs Kubernetes', targets: ['standalone', 'catalyst', 'containerApps'] },
  { types: /^(secretstores\.local\.|(bindings|crypto\.dapr)\.localstorage$)/, why: 'reads files or variables beside its daprd', targets: ['catalyst', 'containerApps'] },
  { types: /^nameresolution\./, why: 'is about where daprds are, and somebody else runs them', targets: ['catalyst', 'containerApps'] },
  { types: /^crypto\.dapr\./, why: 'is not among the building blocks of the platform', targets: ['containerApps'] },
];

/** Why a target cannot have components of a type; nothing where it can. */
export function unfitType(type: unknown, target: ComponentTarget): string | undefined {
  const found = UNFIT.find(({ types, targets }) => targets.includes(target) && types.test(String(type)));
  return found && `type ${type}, which ${found.why}`;
}

/** The store from which a resource takes its secrets; nothing where that is Kubernetes, named or not. */
export function secretStoreOf({ auth }: { readonly auth?: { readonly secretStore?: string } }): string | undefined {
  return auth?.secretStore === 'kubernetes' ? undefined : auth?.secretStore || undefined;
}
