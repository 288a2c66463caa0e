import { ApiObject, Lazy } from 'cdk8s';
import { SharedContext, SharedKind, SharedParts } from './context';
import { pinnedContainer, pinnedPodAnnotations, pinnedVolumes } from './pinned-pod';
import { gracePeriodSeconds, placeholder, sharedPodTemplate } from './pod';
import { withSecretStore } from './secrets';
import { Annotations } from '../../daprd/annotations';
import { appAnnotations, silentStartAnnotations } from '../../daprd/app-annotations';
import { healthCheckAnnotations } from '../../daprd/health-check';
import { ANNOTATIONS_PATH } from '../../daprd/pod-annotations';
import { isConfiguration } from '../../facts/configurations';
import { definitionOf, unscopedDefinitions } from '../../facts/definitions';
import { Edges } from '../../facts/edges';
import { RESOURCES_ANNOTATION } from '../../kubernetes/names';
import { resolvedTexts } from '../../synth/tokens';
import { hashOf } from '../../util/hash';
import { canonicalText, sorted } from '../../util/json';

/** The Deployment or DaemonSet that runs daprd. */
export function sharedWorkload(context: SharedContext, kind: SharedKind<any>['kind'], { workloadSpec, podSpec }: SharedParts): ApiObject {
  const { scope, metadata } = context;
  const spec = podSpec?.(context) ?? {};
  return new ApiObject(scope, 'Resource', {
    apiVersion: 'apps/v1',
    kind,
    metadata,
    spec: {
      ...workloadSpec,
      selector: { matchLabels: metadata.labels },
      template: Lazy.any({ produce: () => podTemplate(context, spec) }),
    },
  });
}

/** The pod template, built while rendering: the annotations of an injected pod become the arguments of a pinned container. */
function podTemplate(context: SharedContext, spec: object): object {
  const { pinned, platform, props, metadata, apps } = context;
  const annotations = podAnnotations(context);
  return sharedPodTemplate({
    labels: metadata.labels,
    annotations: pinned ? pinnedPodAnnotations(annotations) : annotations,
    gracePeriodSeconds: gracePeriodSeconds(annotations),
    options: props,
    content: pinned ? { containers: [pinnedContainer(pinned, platform, annotations)], volumes: pinnedVolumes(platform) }
      : { containers: [placeholder(props.placeholderImage)] },
    spec,
    account: apps.readSecrets ? metadata.name : undefined,
  });
}

/** The pod annotations, built while rendering, when the facts about apps and resources are complete. */
export function podAnnotations(context: SharedContext): Annotations {
  const { annotations, platform, scope, apps: { receiver, readSecrets } } = context;
  const toApp = receiver && {
    ...appAnnotations(receiver, receiver.appAddress?.port),
    ...(receiver.appAddress ? { 'dapr.io/app-channel-address': receiver.appAddress.host } : {}),
    ...healthCheckAnnotations(receiver),
    ...silentStartAnnotations(receiver, platform.daprVersion),
  };
  const all = Object.assign({}, toApp, readSecrets ? withSecretStore(annotations) : annotations, { [RESOURCES_ANNOTATION]: fingerprint(context) });
  // Before they become flags, and for exports.
  return sorted(resolvedTexts(ApiObject.of(scope), ANNOTATIONS_PATH, all));
}

/** A hash of the resources that daprd loads. Scopes and the names of other apps do not change it. */
function fingerprint({ configuration, apps, scope }: SharedContext): string {
  const definitions = new Set([
    canonicalText(configuration.isOwn ? configuration.spec() : {}),
    ...apps.all.flatMap(app => Edges.of(app).loadedBy(app).filter(resource => !isConfiguration(resource))
      .map(resource => definitionOf(resource, app))),
    ...unscopedDefinitions(scope, scope.namespace),
  ]);
  return hashOf([...definitions].sort().join('\n'));
}
