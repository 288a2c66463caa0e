/** Settings of Configurations that have no effect, or not the intended one. */
import { list, Manifest, map } from './manifest';
import { ManifestProblem, ManifestRule, Manifests } from './manifests';
import { NEWER_THAN_DECLARED } from '../dapr/version';
import { Problem } from '../diagnostics/finding';
import { ACCESS_BY_DEFAULT, featureProblems, NO_MIDDLEWARE } from '../resources/configuration/checks';
import { accessByDefault } from '../resources/configuration/default-access';
import { fastPathProblems, SCHEDULER_LIMITS } from '../resources/configuration/fast-path';
import { newerFields } from '../resources/configuration/render';
import { COMPONENT_DENIED } from '../rules/denied';
import { isEmpty } from '../util/json';
import { describe, mustBe } from '../util/values';

const TODO_NEWER = 'remove it, or set daprVersion of DaprValidation if the cluster is newer';

function settings({ spec }: Manifest, { settings: { daprVersion } }: Manifests): Problem[] {
  const access = map(spec.accessControl);
  const byDefault = access.defaultAction ? `got ${describe(access.defaultAction)}` : 'it is not set, and the default of daprd is allow';
  return [
    ...(list(access.policies).length && accessByDefault(access) === 'allow'
      ? [{ rule: ACCESS_BY_DEFAULT, what: `spec.accessControl.defaultAction must be 'deny' where policies are set; ${byDefault}`, todo: 'use deny, or acknowledge this' }] : []),
    ...list(spec.features).map(map).filter(({ name }) => typeof name === 'string').flatMap(({ name }) => featureProblems(name, daprVersion))
      .map(problem => problem.rule === NEWER_THAN_DECLARED ? { ...problem, todo: TODO_NEWER } : problem),
    ...['httpPipeline', 'appHttpPipeline'].flatMap(pipeline => list(map(spec[pipeline]).handlers).map(map)
      .flatMap(({ type }, i) => typeof type !== 'string' || type.startsWith('middleware.http.') ? []
        : [{ rule: NO_MIDDLEWARE, what: mustBe(`spec.${pipeline}.handlers[${i}].type`, 'of the form middleware.http.*', type) }])),
    ...fastPathProblems(list(spec.features).map(map), SCHEDULER_LIMITS.filter(limit => !isEmpty(map(spec.workflow)[limit])).map(limit => `spec.workflow.${limit}`)),
    ...newerFields(spec, daprVersion).map(what => ({ rule: NEWER_THAN_DECLARED, what, todo: TODO_NEWER })),
  ];
}

/** Components whose scopes name an app that its Configuration keeps from loading them. */
const denied: ManifestRule = all => all.apps.filter(({ annotations }) => annotations['dapr.io/config']).flatMap((app): ManifestProblem[] => {
  const configuration = all.find('dapr.io', 'Configuration', app.annotations['dapr.io/config'], app);
  const types = list(map(configuration?.spec.components).deny);
  return types.length === 0 ? [] : all.componentsScopedTo(app)
    .filter(({ spec: { type, version } }) => types.includes(type) || types.includes(`${type}/${version}`))
    .map(at => ({ at, rule: COMPONENT_DENIED, what: `${configuration!.title} denies the type of the component to app '${app.appId}', which is in its scopes`, todo: 'remove the type from spec.components.deny, or the app from scopes' }));
});

export const CONFIGURATION_SETTINGS: ManifestRule[] = [
  all => all.dapr('Configuration').flatMap(at => settings(at, all).map(problem => ({ ...problem, at }))),
  denied,
];
