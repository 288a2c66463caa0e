import { IConstruct } from 'constructs';
import { Diagnostics } from '../diagnostics/diagnostics';
import { Problem } from '../diagnostics/finding';
import { isDnsLabel, MAX_APP_ID, suggestDnsLabel } from '../kubernetes/names';
import { describe, isGoNumber } from '../util/values';

/** Reports what cannot be an app-id; answers with it all the same, so that the other problems are found too. */
export function checkAppId(at: IConstruct, appId: unknown, max = MAX_APP_ID): string {
  const diagnostics = Diagnostics.of(at);
  if (typeof appId !== 'string') {
    diagnostics.report(at, 'DAPR3017', `appId: ${describe(appId)} is no string`);
    return 'invalid';
  }
  const problem = appIdProblem(appId, max);
  if (problem) {
    diagnostics.report(at, problem.code, problem.what, problem.todo);
  }
  return appId;
}

/** What is wrong with the text of an app-id. */
export function appIdProblem(appId: string, max = MAX_APP_ID): Problem | undefined {
  if (appId === '') {
    return { code: 'DAPR1001', what: 'appId is empty' };
  }
  if (appId.length > max) {
    return {
      code: 'DAPR1003',
      what: `app-id ${describe(appId)} has ${appId.length} characters, at most ${max} fit`,
      todo: `shorten it, for example to '${suggestDnsLabel(appId, max)}'`,
    };
  }
  if (!isDnsLabel(appId)) {
    const bad = [...appId].find(c => !/[a-z0-9-]/.test(c));
    return {
      code: 'DAPR1002',
      what: `app-id ${describe(appId)} ${bad ? `holds ${describe(bad)}` : isGoNumber(appId) ? 'is a number for Kubernetes' : 'begins or ends with a hyphen'}`,
      todo: `give appId, for example '${suggestDnsLabel(appId, max)}'`,
    };
  }
  return undefined;
}
