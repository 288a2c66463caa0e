import { Construct } from 'constructs';
import { APP_READINGS, AppFromAnnotations, HEALTH_ANNOTATIONS, readHealthCheck } from './app';
import { readOption } from './options';
import { Annotations, DAPR, ENABLED, wantsDaprd } from '../../daprd/annotations';
import { APP_ANNOTATIONS } from '../../daprd/options';
import { DaprdOptions } from '../../daprd/options.generated';

/** The props with which `DaprApp` and a data plane write given annotations. */
export interface PropsFromAnnotations {
  /** Whether the injector adds a daprd. */
  readonly enabled: boolean;
  readonly app: AppFromAnnotations;
  readonly options: DaprdOptions;
  /** Annotations that no prop writes, for `podAnnotations`: unknown ones, invalid values, and sizes such as `500M`, for which cdk8s has no unit. */
  readonly podAnnotations: Annotations;
}

/**
 * Reads the annotations of a pod back into props. Rendering these props gives the same daprd; only the spelling of a value may differ, such as
 * `90s` and `1m30s`. Annotations without the prefix `dapr.io/` are not read.
 *
 * @param scope scope of a reference to the Configuration that the annotations name
 */
export function propsFromAnnotations(scope: Construct, annotations: Annotations): PropsFromAnnotations {
  const rest: Annotations = {};
  const app: { -readonly [prop in keyof AppFromAnnotations]: AppFromAnnotations[prop] } = {};
  const options: DaprdOptions = {};
  // Invalid ones remain annotations, so that their checks report them.
  const readsHealth = HEALTH_ANNOTATIONS.every(name => !annotations[name] || isValid(name, annotations[name]));
  for (const annotation of Object.keys(annotations).filter(name => name.startsWith(DAPR)).sort()) {
    const raw = annotations[annotation];
    if (annotation === ENABLED || UNSET[annotation]?.test(raw) || (readsHealth && HEALTH_ANNOTATIONS.includes(annotation))) {
      continue;
    }
    const reading = APP_READINGS[annotation];
    const read = reading ? readApp(reading, annotation, raw) : readOption(scope, annotation, raw);
    if (read === undefined) {
      rest[annotation] = raw;
    } else {
      Object.assign(reading ? app : options, read);
    }
  }
  const healthCheck = readsHealth ? readHealthCheck(annotations) : undefined;
  if (healthCheck) {
    app.appHealthCheck = healthCheck;
  }
  return { enabled: wantsDaprd(annotations), app, options, podAnnotations: rest };
}

/** Numbers that are like no annotation: there is no app port (dapr/dapr `pkg/injector/patcher/sidecar_container.go`), or daprd uses its default (`pkg/runtime/config.go`). */
const UNSET: { readonly [annotation: string]: RegExp | undefined } = {
  'dapr.io/app-port': /^(0|-\d+)$/,
  'dapr.io/graceful-shutdown-seconds': /^-\d+$/,
  'dapr.io/http-max-request-size': /^-1$/,
  'dapr.io/http-read-buffer-size': /^-1$/,
};

const isValid = (annotation: string, raw: string): boolean => APP_ANNOTATIONS[annotation.slice(DAPR.length)].check(raw) === undefined;

/** An empty text is like no annotation. */
const readApp = (reading: (raw: string) => AppFromAnnotations, annotation: string, raw: string): AppFromAnnotations | undefined =>
  raw === '' ? {} : isValid(annotation, raw) ? reading(raw) : undefined;
