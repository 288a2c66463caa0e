/** One document of a file, as an object of Kubernetes. */
import { isDnsLabel } from '../../kubernetes/names';
import { withoutServerFields } from '../../plan/stack/stack';
import { isMap, Json } from '../../util/json';
import { Manifest } from '../../validation/manifest';

/** Groups of files that only tools on a machine read. */
const OF_TOOLS = /^(kustomize|kind\.x-k8s|kubeadm\.k8s|skaffold|ctlptl|tilt)\.|\.tools\//;

/** Whether a document has the fields by which Kubernetes knows an object. */
export const isPlainDocument = ({ apiVersion, kind }: Json): boolean => [apiVersion, kind].every(text => typeof text === 'string' && text !== '');

/** The manifest of an object, or why it cannot be one. */
export function manifestOf(place: string, json: Json): { manifest: Manifest; json: Json } | string {
  if (OF_TOOLS.test(json.apiVersion) || (json.kind === 'Kustomization' && !/toolkit\.fluxcd/.test(json.apiVersion))) {
    return `${json.kind} of ${json.apiVersion} is read by a tool and never applied`;
  }
  if (json.apiVersion.split('/').length > 2) {
    return `apiVersion ${json.apiVersion} is not a version of Kubernetes`;
  }
  const { name, namespace } = isMap(json.metadata) ? json.metadata : {} as Json;
  if (typeof name !== 'string' || !name) {
    return `${json.kind} has no metadata.name`;
  }
  if (namespace !== undefined && namespace !== null && !(typeof namespace === 'string' && isDnsLabel(namespace))) {
    return `metadata.namespace of ${json.kind} ${name} is not a DNS label`;
  }
  const object = withoutServerFields(json);
  const [manifest] = Manifest.ofFile(place, [object]);
  return { manifest, json: object };
}
