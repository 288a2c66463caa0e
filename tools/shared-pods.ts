/** The page about the fields of a pod behind a shared daprd. */
import { table } from './table';
import { Outcome, SHARED_POD_FIELDS, SHARED_POD_METADATA, SharedPodField } from '../scenarios/shared-pod-fields';

const WORDS: { readonly [outcome in Outcome]: string } = { option: 'option', own: 'set by the library', patch: 'JSON patch', app: 'the app only' };

/** The page. */
export function sharedPods(): string {
  const rows = (fields: { readonly [field: string]: SharedPodField }, prefix: string): string[][] =>
    Object.entries(fields).map(([field, { outcome, text }]) => [`\`${prefix}${field}\``, WORDS[outcome], text]);
  return `# Pods of a shared daprd

Generated from \`scenarios/shared-pod-fields.ts\`. A sidecar has the fields of the app's pod: its service account, its volumes, its nodes. A shared daprd runs in its own pods. The table
shows for each field of the app's pod what becomes of it when the daprd moves out of the pod; a test compares it with the schema of Kubernetes and with the output.

- **option**: set it on \`SharedDaprDaemonSet\`, \`SharedDaprDeployment\` or their factories. Nothing is copied from the app: several workloads may join one daprd.
- **set by the library**: the pods of daprd have their own value.
- **JSON patch**: the shared constructs have no option. Patch the object: \`ApiObject.of(daprd).addJsonPatch(JsonPatch.add('/spec/template/spec/hostAliases', [...]))\`.
- **the app only**: the field concerns the containers of the app, and is without meaning for daprd.

${table(['field', 'behind a shared daprd', 'notes'], [...rows(SHARED_POD_METADATA, 'metadata.'), ...rows(SHARED_POD_FIELDS, 'spec.')])}
`;
}
