import { IConstruct } from 'constructs';
import { Diagnostics } from './diagnostics';
import { isDnsLabel, MAX_APP_ID, suggestDnsLabel } from './names';
import { describe } from './values';

/** Reports what cannot be an app-id; answers with it all the same, so that the other problems are found too. */
export function checkAppId(at: IConstruct, appId: unknown, max = MAX_APP_ID): string {
  const report = Diagnostics.of(at).report.bind(Diagnostics.of(at), at);
  if (typeof appId !== 'string') {
    report('DAPR3017', `appId: ${describe(appId)} is no string`);
    return 'invalid';
  }
  if (appId === '') {
    report('DAPR1001', 'appId is empty');
  } else if (appId.length > max) {
    report('DAPR1003', `app-id ${describe(appId)} has ${appId.length} characters, at most ${max} fit`, `shorten it, for example to '${suggestDnsLabel(appId, max)}'`);
  } else if (!isDnsLabel(appId)) {
    const bad = [...appId].find(c => !/[a-z0-9-]/.test(c));
    report('DAPR1002', `app-id ${describe(appId)} ${bad ? `holds ${describe(bad)}` : 'begins or ends with a hyphen'}`,
      `give appId, for example '${suggestDnsLabel(appId, max)}'`);
  }
  return appId;
}
