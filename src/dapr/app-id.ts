import { IConstruct } from 'constructs';
import { Problem } from '../diagnostics/finding';
import { report } from '../diagnostics/report';
import { error } from '../diagnostics/rule';
import { isDnsLabel, MAX_APP_ID, suggestDnsLabel } from '../kubernetes/names';
import { WRONG_TYPE } from '../props/rules';
import { describe, isGoNumber, mustBe } from '../util/values';

export const APP_ID_MISSING = error('DAPR1001', {
  title: 'app-id missing',
  why: 'The injector would fall back to the pod name, which is empty at admission: pods are rejected, or each replica gets an identity of its own',
  todo: 'give appId, or a construct id that is a DNS label',
  source: 'dapr/dapr pkg/injector/patcher',
  manifests: true,
});
const APP_ID_INVALID = error('DAPR1002', {
  title: 'app-id is no DNS label',
  why: 'The injector or the API server rejects every pod of the app',
  todo: 'use lower-case letters, digits and inner hyphens',
  source: 'dapr/dapr pkg/validation/validation.go',
  manifests: true,
});
const APP_ID_TOO_LONG = error('DAPR1003', {
  title: 'app-id too long',
  why: 'Service names made of it would exceed 63 characters and be rejected',
  todo: 'shorten appId',
  source: 'dapr/dapr pkg/validation/validation.go',
  manifests: true,
});

/** Reports what cannot be an app-id; answers with it all the same, so that the other problems are found too. */
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

/** What is wrong with the text of an app-id. */
export function appIdProblem(appId: string, max = MAX_APP_ID): Problem | undefined {
  if (appId === '') {
    return { rule: APP_ID_MISSING, what: 'appId is empty' };
  }
  if (appId.length > max) {
    return {
      rule: APP_ID_TOO_LONG,
      what: `app-id ${describe(appId)} has ${appId.length} characters, at most ${max} fit`,
      todo: `shorten it, for example to '${suggestDnsLabel(appId, max)}'`,
    };
  }
  if (!isDnsLabel(appId)) {
    const bad = [...appId].find(c => !/[a-z0-9-]/.test(c));
    return {
      rule: APP_ID_INVALID,
      what: `app-id ${describe(appId)} ${bad ? `holds ${describe(bad)}` : isGoNumber(appId) ? 'is a number for Kubernetes' : 'begins or ends with a hyphen'}`,
      todo: `give appId, for example '${suggestDnsLabel(appId, max)}'`,
    };
  }
  return undefined;
}
