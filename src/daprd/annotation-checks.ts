/** Checks of the annotations that configure a daprd. */
import { IConstruct } from 'constructs';
import { annotationOf, Annotations, BY_ANNOTATION, DAPR, ENABLED } from './annotations';
import { daprdPorts } from './defaults';
import { checkDaprdEnv, envWithEquals } from './env';
import { checkImage, checkImageVersion } from './image';
import { DaprdOption } from './option-types';
import { APP_ANNOTATIONS } from './options';
import { portEntries, PORT_NAMES } from '../dapr/ports';
import { hasSince, isNewerThanKnown, NEWER_THAN_DECLARED } from '../dapr/version';
import { Finding, Problem } from '../diagnostics/finding';
import { Rule, error, warning } from '../diagnostics/rule';
import { DaprPlatform } from '../platform/dapr-platform';
import { INVALID_VALUE, WRONG_TYPE } from '../props/rules';
import { entryOf } from '../util/json';
import { isPrintableName, mustBe, quantityValue } from '../util/values';

export const ANNOTATION_OF_NEWER_DAPR = warning('DAPR1022', {
  title: 'annotation newer than this library',
  why: 'Dapr silently ignores annotations that it does not support',
  todo: 'check the name, then acknowledge this warning',
  source: 'dapr/dapr pkg/injector/annotations/annotations.go',
  manifests: true,
});
const DAPRD_PORTS_EQUAL = error('DAPR2006', {
  title: 'conflicting ports of daprd',
  why: 'daprd fails to bind the second port',
  todo: 'use different ports',
  source: 'dapr/dapr pkg/runtime/config.go',
  manifests: true,
});
const REQUEST_ABOVE_LIMIT = error('DAPR3009', {
  title: 'resource request above the limit',
  why: 'The API server rejects the pod',
  todo: 'lower the request or raise the limit',
  source: 'Kubernetes API validation',
  manifests: true,
});
const TWO_SIZE_OPTIONS = warning('DAPR3012', {
  title: 'duplicate size options',
  why: 'daprd ignores the deprecated option, or the order decides which one applies',
  todo: 'use only maxBodySize and readBufferSize',
  source: 'dapr/dapr pkg/runtime/config.go',
  manifests: true,
});
const DEBUG_WITHOUT_IMAGE = error('DAPR3013', {
  title: 'debugging without a debug image',
  why: 'The container does not start, because the release image contains no debugger',
  todo: 'set sidecarImage to a debug image',
  source: 'dapr/dapr pkg/injector/patcher/sidecar_container.go',
  manifests: true,
});
const DEPRECATED_OPTION = warning('DAPR3018', {
  title: 'deprecated option',
  why: 'A later version of Dapr ignores it',
  todo: 'use its replacement',
  source: 'dapr/dapr pkg/injector/annotations/annotations.go',
  manifests: true,
});
/** First version whose injector accepts an equals sign in the value of a variable (`sidecar_container.go`); verified with the injector's code. */
const EQUALS_IN_ENV = ['1.16.2'];

/** Checks the annotations of a pod for a daprd of a version. */
export function checkAnnotations(at: IConstruct, annotations: Annotations, daprVersion = DaprPlatform.of(at).daprVersion): Finding[] {
  return annotationProblems(annotations, daprVersion, (key, option) => option && key !== 'dapr.io/env' ? `${option} (${key})` : key)
    .map(problem => ({ at, ...problem }));
}

type Checked = Pick<DaprdOption, 'check'> & Partial<Pick<DaprdOption, 'rule'>>;
/** The check for the value of an annotation. */
export const checkedAs = (key: string): Checked | undefined => BY_ANNOTATION.get(key) ?? entryOf(APP_ANNOTATIONS, key.slice(DAPR.length));

/** Checks annotations that may be hand-written; `shownAs` formats their names for messages. */
export function annotationProblems(
  annotations: Annotations, daprVersion: string, shownAs: (key: string, option?: string) => string = key => key,
): Problem[] {
  const find = (rule: Rule, what: string, todo?: string): Problem => ({ rule, what, todo });
  const findings: Problem[] = [];
  for (const key of Object.keys(annotations)) {
    if (!key.startsWith(DAPR)) {
      continue;
    }
    const value = annotations[key];
    const row = BY_ANNOTATION.get(key);
    const shown = shownAs(key, row?.option);
    if (typeof value !== 'string') {
      findings.push(find(WRONG_TYPE, mustBe(shown, 'a string', value)));
      continue;
    }
    const checked = checkedAs(key);
    const expected = checked?.check(value);
    if (expected && !(row?.grows && isNewerThanKnown(daprVersion) && isPrintableName(value))) {
      findings.push(find(checked?.rule ?? INVALID_VALUE, mustBe(shown, expected, value)));
    }
    if (row?.since && !hasSince(daprVersion, row.since)) {
      findings.push(find(NEWER_THAN_DECLARED, `${shown} needs Dapr ${row.since.join(', ')}, and ${daprVersion} is declared`,
        row.since.length > 1 ? 'declare the patch version in DaprPlatform, or remove the option' : undefined));
    }
  }
  if (findings.length) {
    return findings;
  }
  return [
    ...(annotations[ENABLED] === 'true' && annotations['dapr.io/env'] && !hasSince(daprVersion, EQUALS_IN_ENV) ? envWithEquals(annotations) : []).map(name =>
      find(NEWER_THAN_DECLARED, `env['${name}'] contains an equals sign, so the injector drops it before Dapr ${EQUALS_IN_ENV}, and ${daprVersion} is declared`,
        'declare the patch version in DaprPlatform, or use envFromSecret')),
    ...checkPorts(annotations).map(what => find(DAPRD_PORTS_EQUAL, what)),
    ...checkResources(annotations).map(what => find(REQUEST_ABOVE_LIMIT, what)),
    ...checkSizes(annotations).map(what => find(TWO_SIZE_OPTIONS, what)),
    ...checkDaprdImage(annotations, daprVersion),
    ...checkDaprdEnv(annotations),
    ...(annotations['dapr.io/enable-debug'] === 'true' && !annotations['dapr.io/sidecar-image']
      ? [find(DEBUG_WITHOUT_IMAGE, 'enableDebug is set without sidecarImage')] : []),
  ];
}

/** Checks the image of an injected daprd, and whether it supports the options. */
function checkDaprdImage(annotations: Annotations, daprVersion: string): ReturnType<typeof checkImage> {
  const image = annotations['dapr.io/sidecar-image'];
  if (image === undefined) {
    return [];
  }
  const options = Object.keys(annotations).flatMap(key => {
    const row = BY_ANNOTATION.get(key);
    return row ? [{ shown: `${row.option} (${key})`, row }] : [];
  });
  return [...checkImage('sidecarImage', image), ...checkImageVersion(image, daprVersion, options)];
}

/** Findings about deprecated options. */
export function deprecatedOptions(at: IConstruct, annotations: Annotations): Finding[] {
  return Object.keys(annotations).flatMap(key => {
    const row = BY_ANNOTATION.get(key);
    return row?.deprecated ? [{ at, ...deprecated(`${row.option} (${key})`, row.deprecated) }] : [];
  });
}

/** The problem of a deprecated annotation in a manifest, with its replacement annotation. */
export function deprecatedAnnotation(key: string, shown = key): Problem[] {
  const row = BY_ANNOTATION.get(key);
  return row?.deprecated ? [deprecated(shown, row.deprecated.replace(/use (\w+)/, (_, option) => `use ${annotationOf(option) ?? option}`))] : [];
}

const deprecated = (shown: string, todo: string): Problem => ({ rule: DEPRECATED_OPTION, what: `${shown} is deprecated`, todo });

function checkPorts(annotations: Annotations): string[] {
  const ports = portEntries(daprdPorts(annotations));
  return ports.flatMap(([name, number], i) => ports.slice(i + 1).filter(([, other]) => other === number)
    .map(([otherName]) => `daprd's ${PORT_NAMES[name]} and ${PORT_NAMES[otherName]} ports are both ${number}`));
}

const RESOURCES = ['cpu', 'memory'].map(resource => ({ resource, requestKey: `dapr.io/sidecar-${resource}-request`, limitKey: `dapr.io/sidecar-${resource}-limit` }));

function checkResources(annotations: Annotations): string[] {
  return RESOURCES.map(({ resource, requestKey, limitKey }) => ({ resource, request: annotations[requestKey], limit: annotations[limitKey] }))
    .filter(({ request, limit }) => request && limit && quantityValue(request) > quantityValue(limit))
    .map(({ resource, request, limit }) => `${resource} request ${request} is above the limit of ${limit}`);
}

/** Pairs of a deprecated annotation and its replacement for the same size. */
const SIZES = [['dapr.io/http-max-request-size', 'dapr.io/max-body-size'], ['dapr.io/http-read-buffer-size', 'dapr.io/read-buffer-size']];

function checkSizes(annotations: Annotations): string[] {
  return SIZES.filter(pair => pair.every(name => annotations[name] !== undefined))
    .map(([old, current]) => `${old} (${annotations[old]}) and ${current} (${annotations[current]}) set the same size`);
}
