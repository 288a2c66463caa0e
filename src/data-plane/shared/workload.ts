import { ApiObject, Lazy } from 'cdk8s';
import { affinityOf } from './affinity';
import { SharedContext, SharedKind, SharedParts } from './context';
import { pinnedContainer, pinnedPodAnnotations, pinnedVolumes } from './pinned/pod';
import { gracePeriodSeconds, placeholder, sharedPodTemplate } from './pod';
import { accountOf, withSecretStore } from './secrets';
import { upgradeAnnotations } from '../../control-plane/upgrade-annotations';
import { appIdLabel } from '../../dapr/invocation-service';
import { Annotations, injectsComponents } from '../../daprd/annotations';
import { appAnnotations, silentStartAnnotations } from '../../daprd/app-annotations';
import { daprdEnv, envSecretsOf } from '../../daprd/env';
import { healthCheckAnnotations } from '../../daprd/health-check';
import { ANNOTATIONS_PATH, withoutSet } from '../../daprd/pod-annotations';
import { DaprdContent, fingerprintOf, secretsOf } from '../../facts/fingerprint';
import { RESOURCES_ANNOTATION } from '../../kubernetes/names';
import { around } from '../../synth/around';
import { resolvedTexts } from '../../synth/tokens';
import { canonical, Json, omitEmpty, sorted } from '../../util/json';
import { addReloads } from '../../workload/reloader';

/** The Deployment or DaemonSet that runs daprd. */
export function sharedWorkload(context: SharedContext, kind: SharedKind<any>['kind'], { workloadSpec, podSpec, affinity }: SharedParts): ApiObject {
  const { scope, metadata } = context;
  const spec = podSpec?.(context) ?? {};
  const workload = new ApiObject(scope, 'Resource', {
    apiVersion: 'apps/v1',
    kind,
    metadata,
    spec: {
      ...workloadSpec,
      selector: { matchLabels: metadata.labels },
      template: Lazy.any({
        produce: () => podTemplate(context, { ...spec, ...omitEmpty({ affinity: affinityOf(context, affinity?.(context) ?? {}) }) }),
      }),
    },
  });
  if (context.platform.reloader) {
    reloadPods(context, workload);
  }
  return workload;
}

/** The pod template, built while rendering: the annotations of an injected pod become the arguments of a pinned container. */
function podTemplate(context: SharedContext, spec: object): object {
  const { appId, pinned, platform, props, metadata, apps } = context;
  const annotations = podAnnotations(context);
  return sharedPodTemplate({
    // The injector adds this label to the pods that it changes.
    labels: { ...props.podLabels, ...metadata.labels, ...(pinned && !platform.operatorServices ? appIdLabel(appId) : {}) },
    annotations: pinned ? pinnedPodAnnotations(annotations) : annotations,
    gracePeriodSeconds: gracePeriodSeconds(annotations),
    options: props,
    content: {
      containers: [pinned ? pinnedContainer(pinned, platform, annotations) : placeholder(props.placeholderImage)],
      ...omitEmpty({ volumes: volumesOf(context, annotations) }),
    },
    spec,
    account: accountOf(context),
    mountsToken: apps.readSecrets || apps.readApiServer,
  });
}

/**
 * With `injectPluggableComponents`, the injector replaces the volumes of a pod that has none, and drops the one of the identity token that it has added
 * itself: the API server rejects the pod (dapr/dapr `pkg/injector/patcher/sidecar_components.go`). Any volume prevents that.
 */
const UNUSED_VOLUME = { name: 'unused', emptyDir: {} };

function volumesOf({ pinned, platform, props }: SharedContext, annotations: Annotations): Json[] {
  const volumes: Json[] = [...pinned ? pinnedVolumes(platform) : [], ...canonical(props.volumes ?? [])];
  return !volumes.length && injectsComponents(annotations) ? [UNUSED_VOLUME] : volumes;
}

/** The pod annotations, built while rendering, when the facts about apps and resources are complete. */
export function podAnnotations(context: SharedContext): Annotations {
  return sorted({ ...settings(context), ...withoutSet(rolloutAnnotations(context), context.props.podAnnotations) });
}

/** The annotations with settings of daprd, before they become flags and for exports. */
function settings({ annotations, platform, scope, apps: { receiver, readSecrets } }: SharedContext): Annotations {
  const toApp = receiver && {
    ...appAnnotations(receiver, receiver.appAddress?.port),
    ...(receiver.appAddress ? { 'dapr.io/app-channel-address': receiver.appAddress.host } : {}),
    ...healthCheckAnnotations(receiver),
    ...silentStartAnnotations(receiver, platform.daprVersion),
  };
  const all = Object.assign({}, toApp, readSecrets ? withSecretStore(annotations) : annotations);
  return resolvedTexts(ApiObject.of(scope), ANNOTATIONS_PATH, all);
}

/** A shared daprd rolls with its control plane unless that is switched off: it restarts no app. */
function rolloutAnnotations(context: SharedContext): Annotations {
  const { scope, platform, annotations, pinned } = context;
  const resources = { [RESOURCES_ANNOTATION]: fingerprintOf(scope, contentOf(context)) };
  return platform.rollOnUpgrade === false ? resources : Object.assign(resources, upgradeAnnotations(scope, {
    image: pinned?.image ?? annotations['dapr.io/sidecar-image'],
    trustAnchors: pinned && { namespace: scope.namespace, ...pinned.trustAnchors },
  }));
}

/** What daprd reads at start: its HotReload is off. */
function contentOf({ configuration, apps, scope, annotations }: SharedContext): DaprdContent {
  return {
    apps: apps.all, namespace: scope.namespace, configuration: configuration.isOwn ? configuration.spec() : {}, envSecrets: envSecretsOf(annotations),
  };
}

/** Lets Reloader restart the pods when one of their Secrets or the trust anchors change. */
function reloadPods(context: SharedContext, workload: ApiObject): void {
  const { scope, pinned } = context;
  around(workload, 'toJson', render => {
    const json = render();
    const ofEnv = daprdEnv(settings(context)).flatMap(({ secretName }) => secretName ?? []);
    addReloads(json, [...secretsOf(scope, contentOf(context)), ...ofEnv], pinned ? [pinned.trustAnchors.name] : []);
    return json;
  });
}
