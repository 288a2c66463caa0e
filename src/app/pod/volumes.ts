/** Checks of the volumes and containers to which the injector connects daprd. */

import { PodCheck } from './rendered-pod';
import { injectsComponents, PLUGGABLE_COMPONENTS, propOf } from '../../daprd/annotations';
import { error } from '../../diagnostics/rule';
import { Json, mapsIn } from '../../util/json';
import { describe } from '../../util/values';

const VOLUME_OF_INJECTOR = error('DAPR3050', {
  title: 'volume with a name that the injector uses',
  why: 'The patched pod has the volume of sockets twice, and the API server rejects it; of the identity token, daprd mounts the volume of the pod, which has no token',
  todo: 'rename the volume',
  source: 'dapr/dapr pkg/injector/patcher/sidecar_components.go, sidecar_volumes.go',
  manifests: true,
});
const UNKNOWN_COMPONENT_CONTAINER = error('DAPR3051', {
  title: 'pluggable component without a container',
  why: 'The injector connects no container of that name, and daprd does not find the component',
  todo: 'correct the name of the container, or add the container to the pod',
  source: 'dapr/dapr pkg/injector/patcher/sidecar_components.go',
  manifests: true,
});
const TOKEN_VOLUME_REPLACED = error('DAPR3053', {
  title: 'pluggable component in a pod without volumes',
  why: 'The injector replaces the list of volumes, which contains only the identity token, with the volume of sockets: the API server rejects the pod',
  todo: 'add any volume to the pod, or mount its service account token',
  source: 'dapr/dapr pkg/injector/patcher/sidecar_components.go',
  manifests: true,
});

/** Names of the injector's volumes (dapr/dapr `pkg/injector/consts/consts.go`). It uses a volume of the pod as the volume of the API's sockets. */
const SOCKETS = 'dapr-components-unix-domain-socket';
const TOKEN = 'dapr-identity-token';

export const checkVolumes: PodCheck = ({ spec, object, annotations }, problems) => {
  const names = annotations[PLUGGABLE_COMPONENTS] ? annotations[PLUGGABLE_COMPONENTS].split(',').filter(Boolean) : [];
  const pluggable = names.length > 0 || injectsComponents(annotations);
  const { volumeClaimTemplates } = object.spec ?? {};
  if (!pluggable && !spec.volumes && !volumeClaimTemplates) {
    return;
  }
  const volumes: Json[] = [...mapsIn(spec.volumes), ...mapsIn(volumeClaimTemplates).map(claim => ({ name: claim.metadata?.name }))];
  const containers = mapsIn(spec.containers).map(({ name }) => name);
  for (const { name, projected } of volumes) {
    if ((name === SOCKETS && pluggable) || (name === TOKEN && !projected)) {
      problems.push({ rule: VOLUME_OF_INJECTOR, what: `the pod has a volume named ${describe(name)}` });
    }
  }
  // The injector compares the names as they are, with white space.
  for (const name of names.filter(each => !containers.includes(each))) {
    problems.push({
      rule: UNKNOWN_COMPONENT_CONTAINER,
      what: `${propOf(PLUGGABLE_COMPONENTS) ?? PLUGGABLE_COMPONENTS} names ${describe(name)}, which the pod does not have; its containers: ${containers.join(', ') || 'none'}`,
    });
  }
  if (pluggable && !volumes.length && spec.automountServiceAccountToken === false) {
    problems.push({ rule: TOKEN_VOLUME_REPLACED, what: 'the pod has pluggable components, no volumes, and no service account token' });
  }
};
