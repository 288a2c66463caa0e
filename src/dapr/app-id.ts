import { IConstruct } from 'constructs';
import { IDataPlane, ISharedDataPlane } from '../contract';
import { Problem } from '../diagnostics/finding';
import { report } from '../diagnostics/report';
import { error } from '../diagnostics/rule';
import { isDnsLabel, MAX_APP_ID, suggestDnsLabel } from '../kubernetes/names';
import { WRONG_TYPE } from '../props/rules';
import { describe, isGoNumber, mustBe } from '../util/values';

export const APP_ID_MISSING = error('DAPR1001', {
  title: 'missing app ID',
  why: 'The injector falls back to the pod name, which is empty at admission: pods are rejected, or each replica gets its own identity',
  todo: 'set appId, or use a construct ID that is a DNS label',
  source: 'dapr/dapr pkg/injector/patcher',
  manifests: true,
});
const APP_ID_INVALID = error('DAPR1002', {
  title: 'invalid app ID',
  why: 'The injector or the API server rejects every pod of the app',
  todo: 'use lower-case letters, digits and hyphens, and begin and end with a letter or digit',
  source: 'dapr/dapr pkg/validation/validation.go',
  manifests: true,
});
const APP_ID_TOO_LONG = error('DAPR1003', {
  title: 'app ID too long',
  why: 'The API server rejects the Services named after it, whose names exceed 63 characters',
  todo: 'shorten appId',
  source: 'dapr/dapr pkg/validation/validation.go',
  manifests: true,
});

/** Reports an invalid app ID, and returns it, so that construction continues and finds the other problems. */
export function checkAppId(at: IConstruct, appId: unknown, max = MAX_APP_ID): string {
  if (typeof appId !== 'string') {
    report(at, WRONG_TYPE, mustBe('appId', 'a string', appId));
    return 'invalid';
  }
  const problem = appIdProblem(appId, max);
  if (problem) {
    report(at, problem.rule, problem.what, problem.todo);
  }
  return appId;
}

/** The problem of an app ID, if it is invalid. */
export function appIdProblem(appId: string, max = MAX_APP_ID): Problem | undefined {
  if (appId === '') {
    return { rule: APP_ID_MISSING, what: 'app ID must not be empty' };
  }
  if (appId.length > max) {
    return {
      rule: APP_ID_TOO_LONG,
      what: `app ID must have at most ${max} characters; got ${describe(appId)} (${appId.length} characters)`,
      todo: `shorten it, for example to '${suggestDnsLabel(appId, max)}'`,
    };
  }
  if (!isDnsLabel(appId)) {
    const bad = [...appId].find(c => !/[a-z0-9-]/.test(c));
    return {
      rule: APP_ID_INVALID,
      what: `app ID must be a DNS label; got ${describe(appId)}, which ${bad ? `contains ${describe(bad)}` : isGoNumber(appId) ? 'Kubernetes reads as a number' : 'begins or ends with a hyphen'}`,
      todo: `use a DNS label such as '${suggestDnsLabel(appId, max)}'`,
    };
  }
  return undefined;
}

/** The only app ID that a data plane serves, if it is an `ISharedDataPlane`. */
export const servedAppId = (dataPlane?: IDataPlane): string | undefined => (dataPlane as Partial<ISharedDataPlane> | undefined)?.appId;
