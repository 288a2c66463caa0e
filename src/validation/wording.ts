/** Messages of checks that constructs share, in the words of manifests: annotations instead of props. */
import { ManifestProblem } from './manifests';
import { annotationOf } from '../daprd/annotations';
import { entryOf } from '../util/json';

/** Advice for manifests instead of that of the rule, which names props and classes of this library. */
const TODOS: { readonly [code: string]: string } = {
  DAPR2050: 'lead to the Service of the app, or set dapr.io/sidecar-listen-addresses together with dapr.io/api-token-secret',
  DAPR3002: 'write a Go duration such as 500ms, 5s or 1m30s',
  DAPR3003: 'write a Kubernetes quantity such as 100m or 250Mi',
  DAPR3006: 'reference a Secret: dapr.io/env-from-secret for a variable of daprd, secretKeyRef elsewhere',
  DAPR3012: 'use only dapr.io/max-body-size and dapr.io/read-buffer-size',
  DAPR3054: 'set dapr.io/inject-pluggable-components, or acknowledge this if the pods have the container',
  DAPR3170: 'use a scheduled job of Dapr, or run one daprd',
  DAPR3207: 'use secretKeyRef',
  DAPR4025: 'mount a volume with dapr.io/volume-mounts-rw and use a path in it, or acknowledge this if sidecarReadOnlyRootFilesystem of Dapr\'s Helm chart is false',
  DAPR4051: 'set the variable in dapr.io/env or dapr.io/env-from-secret, or acknowledge this if something else adds it to daprd',
  DAPR4054: 'mount a volume with dapr.io/volume-mounts and use a path in it, use secretKeyRef where the component takes the value, or acknowledge this if the image of daprd contains the file',
  DAPR5008: 'set defaultAccess to deny and list allowedSecrets, or remove the scope',
};

/** The names of props that are not part of a path. */
const PROP = /(?<![\w.'[/])[a-z]+[A-Z]\w*(?!\w)/g;
const inAnnotations = (text: string): string => text.replace(PROP, word => annotationOf(word) ?? word);

/** A problem whose message and advice a reader of manifests can follow. */
export function worded(problem: ManifestProblem): ManifestProblem {
  const { at, rule, what, todo } = problem;
  const inWords = at.template ? inAnnotations : (text: string): string => text;
  const advice = inWords(entryOf(TODOS, rule.code) ?? todo ?? rule.todo);
  return { ...problem, what: inWords(what), todo: advice === rule.todo ? todo : advice };
}
