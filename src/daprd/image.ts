/** Checks of the image of daprd by its name. */
import { DaprdOption } from './option-types';
import { hasSince, parseVersion } from '../dapr/version';
import { Problem } from '../diagnostics/finding';
import { error, warning } from '../diagnostics/rule';
import { describe, mustBe } from '../util/values';

const MUTABLE_IMAGE = warning('DAPR3021', {
  title: 'mutable daprd image',
  why: 'Pods of one app may run different versions of daprd',
  todo: 'specify a version, preferably with a digest',
  source: 'Kubernetes images',
  manifests: true,
});
const INVALID_IMAGE = error('DAPR3022', {
  title: 'invalid daprd image',
  why: 'The pod cannot pull the image',
  todo: 'use name:tag, name@sha256:... or both',
  source: 'Kubernetes images',
  manifests: true,
});
const OPTION_NEWER_THAN_IMAGE = error('DAPR3023', {
  title: 'option newer than the daprd image',
  why: 'The injector passes daprd a flag that it does not support, and daprd exits',
  todo: 'use a newer sidecarImage, or remove the option',
  source: 'dapr/dapr cmd/daprd/options/options.go',
  manifests: true,
});
const IMAGE_NEWER_THAN_CONTROL_PLANE = warning('DAPR3024', {
  title: 'daprd image newer than the control plane',
  why: 'Dapr supports a daprd of the same version as the control plane or older: a newer one may depend on features that the control plane lacks',
  todo: 'upgrade the control plane first, or use an older image',
  source: 'dapr/dapr docs/release_notes',
  manifests: true,
});

/** Host with an optional port, path, tag, digest. */
const IMAGE = /^([-a-zA-Z0-9.]+(:[0-9]+)?\/)?[a-z0-9][-a-z0-9._/]*(:[\w][\w.-]{0,127})?(@sha256:[a-f0-9]{64})?$/;
/** Dapr's own image, possibly mirrored. The tags of other images need not be versions of Dapr. */
const OF_DAPR = /(^|\/)(dapr|daprio)\/daprd:v?(1\.[0-9]+\.[0-9]+)/;

/** The version in the tag of any image, such as a mirrored or rebuilt one. */
export const tagVersionOf = (image: string): string | undefined => /:v?([0-9]+\.[0-9]+(?:\.[0-9]+)?)(?![0-9.])[^:/]*$/.exec(image)?.[1];

/** Problems of the name of an image. */
export function checkImage(prop: string, image: string): Problem[] {
  if (!IMAGE.test(image)) {
    return [{ rule: INVALID_IMAGE, what: mustBe(prop, 'a valid image reference', image) }];
  }
  const last = image.slice(image.lastIndexOf('/') + 1);
  return /:latest$/.test(last) || !/[:@]/.test(last) ? [{ rule: MUTABLE_IMAGE, what: `${prop} must specify a version; got ${describe(image)}` }] : [];
}

/** Problems of an image with the version of the control plane, and with options that the image does not support. */
export function checkImageVersion(image: string, daprVersion: string, options: { shown: string; row: DaprdOption }[]): Problem[] {
  const version = OF_DAPR.exec(image)?.[3];
  if (version === undefined) {
    return [];
  }
  return [
    ...options.filter(({ row }) => row.since && row.becomes.startsWith('--') && hasSince(daprVersion, row.since) && !hasSince(version, row.since))
      .map(({ shown, row }): Problem => ({ rule: OPTION_NEWER_THAN_IMAGE, what: `${shown} needs daprd ${row.since!.join(', ')}, and sidecarImage is ${describe(image)}` })),
    ...(parseVersion(version)!.minor > parseVersion(daprVersion)!.minor
      ? [{ rule: IMAGE_NEWER_THAN_CONTROL_PLANE, what: `sidecarImage is ${describe(image)}, and Dapr ${daprVersion} is declared` }] : []),
  ];
}
