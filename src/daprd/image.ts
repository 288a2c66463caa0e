/** What the name of an image says about the daprd in it. */
import { DaprdOption } from './option-types';
import { hasSince, parseVersion } from '../dapr/version';
import { Problem } from '../diagnostics/finding';
import { error, warning } from '../diagnostics/rule';
import { describe } from '../util/values';

const MUTABLE_IMAGE = warning('DAPR3021', {
  title: 'image whose content may change',
  why: 'Two pods of one app may run different daprds, and nobody knows which',
  todo: 'give a version, best with a digest',
  source: 'Kubernetes images',
});
const INVALID_IMAGE = error('DAPR3022', {
  title: 'image of daprd that cannot be',
  why: 'The pod cannot pull it',
  todo: 'give name:tag, name@sha256:... or both',
  source: 'Kubernetes images',
});
const OPTION_NEWER_THAN_IMAGE = error('DAPR3023', {
  title: 'option newer than the image of daprd',
  why: 'The injector gives daprd a flag that it does not know: it exits',
  todo: 'give a newer sidecarImage, or leave the option out',
  source: 'dapr/dapr cmd/daprd/options/options.go',
});
const IMAGE_NEWER_THAN_CONTROL_PLANE = warning('DAPR3024', {
  title: 'image of daprd newer than its control plane',
  why: 'Dapr supports daprds that are as old as the control plane or older: a newer one may ask for what it does not know',
  todo: 'upgrade the control plane first, or give an older image',
  source: 'dapr/dapr docs/release_notes',
});

/** Host with an optional port, path, tag, digest. */
const IMAGE = /^([-a-zA-Z0-9.]+(:[0-9]+)?\/)?[a-z0-9][-a-z0-9._/]*(:[\w][\w.-]{0,127})?(@sha256:[a-f0-9]{64})?$/;
/** Dapr's own image, perhaps mirrored; the tags of others are their own. */
const OF_DAPR = /(^|\/)(dapr|daprio)\/daprd:v?(1\.[0-9]+\.[0-9]+)/;

/** The version of Dapr in the name of an image, where it is one of Dapr's. */
export const daprdVersionOf = (image: string): string | undefined => OF_DAPR.exec(image)?.[3];

/** What is wrong with the name of an image. */
export function checkImage(prop: string, image: string): Problem[] {
  if (!IMAGE.test(image)) {
    return [{ rule: INVALID_IMAGE, what: `${prop} ${describe(image)}` }];
  }
  const last = image.slice(image.lastIndexOf('/') + 1);
  return /:latest$/.test(last) || !/[:@]/.test(last) ? [{ rule: MUTABLE_IMAGE, what: `${prop} ${describe(image)} names no version` }] : [];
}

/** What is wrong with an image beside a control plane of another version, and with options that it does not have. */
export function checkImageVersion(image: string, daprVersion: string, options: { shown: string; row: DaprdOption }[]): Problem[] {
  const version = daprdVersionOf(image);
  if (version === undefined) {
    return [];
  }
  return [
    ...options.filter(({ row }) => row.since && row.becomes.startsWith('--') && hasSince(daprVersion, row.since) && !hasSince(version, row.since))
      .map(({ shown, row }): Problem => ({ rule: OPTION_NEWER_THAN_IMAGE, what: `${shown} needs daprd ${row.since!.join(', ')}, and sidecarImage is ${describe(image)}` })),
    ...(parseVersion(version)!.minor > parseVersion(daprVersion)!.minor
      ? [{ rule: IMAGE_NEWER_THAN_CONTROL_PLANE, what: `sidecarImage ${describe(image)}, and ${daprVersion} is declared` }] : []),
  ];
}
