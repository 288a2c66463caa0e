/** What the name of an image says about the daprd in it. */
import type { DaprdOption } from './options';
import { hasSince, parseVersion } from '../dapr/version';
import { Problem } from '../diagnostics/finding';
import { describe } from '../util/values';

/** Host with an optional port, path, tag, digest. */
const IMAGE = /^([-a-zA-Z0-9.]+(:[0-9]+)?\/)?[a-z0-9][-a-z0-9._/]*(:[\w][\w.-]{0,127})?(@sha256:[a-f0-9]{64})?$/;
/** Dapr's own image, perhaps mirrored; the tags of others are their own. */
const OF_DAPR = /(^|\/)(dapr|daprio)\/daprd:v?(1\.[0-9]+\.[0-9]+)/;

/** What is wrong with the name of an image. */
export function checkImage(prop: string, image: string): Problem[] {
  if (!IMAGE.test(image)) {
    return [{ code: 'DAPR3022', what: `${prop} ${describe(image)}` }];
  }
  const last = image.slice(image.lastIndexOf('/') + 1);
  return /:latest$/.test(last) || !/[:@]/.test(last) ? [{ code: 'DAPR3021', what: `${prop} ${describe(image)} names no version` }] : [];
}

/** What is wrong with an image beside a control plane of another version, and with options that it does not have. */
export function checkImageVersion(image: string, daprVersion: string, options: { shown: string; row: DaprdOption }[]): Problem[] {
  const version = OF_DAPR.exec(image)?.[3];
  if (version === undefined) {
    return [];
  }
  return [
    ...options.filter(({ row }) => row.since && row.becomes.startsWith('--') && hasSince(daprVersion, row.since) && !hasSince(version, row.since))
      .map(({ shown, row }): Problem => ({ code: 'DAPR3023', what: `${shown} needs daprd ${row.since!.join(', ')}, and sidecarImage is ${describe(image)}` })),
    ...(parseVersion(version)!.minor > parseVersion(daprVersion)!.minor
      ? [{ code: 'DAPR3024' as const, what: `sidecarImage ${describe(image)}, and ${daprVersion} is declared` }] : []),
  ];
}
