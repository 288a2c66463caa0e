/** The page about the fields of a pod in exports. */
import { table } from './table';
import { COMPOSE_POD } from '../src/export/compose/pod-fields';
import { CONTAINER_APPS_POD } from '../src/export/container-apps/pod-fields';
import { fieldAt, PodField } from '../src/export/files/pod-fields';
import { MACHINE_POD } from '../src/export/machine/pod-fields';

const TARGETS = [MACHINE_POD, COMPOSE_POD, CONTAINER_APPS_POD];

function cell(field: PodField | undefined): string {
  if (!field) {
    return 'see the fields below';
  }
  const { outcome, text, otherwise } = field;
  return `${otherwise ? `${otherwise}; ` : ''}${{ carried: '', none: '**none**: ', warned: '**warning**: ', refused: '**refused**: ' }[outcome]}${text}`;
}

/** The page. */
export function exportedPods(): string {
  const paths = [...new Set(TARGETS.flatMap(({ fields }) => Object.keys(fields)))].sort();
  return `# Fields of a pod in exports

Generated from \`src/export/*/pod-fields.ts\`. Each field of a pod spec has one line; a field without one has that of the field above it. A test compares the lines with the schema of Kubernetes and with
what the exporters write.

- No mark: the field is carried, and the cell says where to.
- **none**: the field has no meaning on the target.
- **warning**: the target does not have it (DAPR8180). Acknowledge the warning if the app does not need it.
- **refused**: the app cannot run without it (DAPR8102).

\`CatalystExporter\` exports no pods: they stay where they run, and call Catalyst.

${table(['field', 'machine', 'Compose', 'Azure Container Apps'], paths.map(path => [`\`${path}\``, ...TARGETS.map(({ fields }) => cell(fieldAt(fields, path)))]))}
`;
}
