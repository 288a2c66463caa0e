import { error, warning } from '../diagnostics/rule';

export const INVALID_OBJECT_NAME = error('DAPR1021', {
  title: 'invalid object name',
  why: 'The API server rejects the object',
  todo: 'use lower-case letters, digits, hyphens and dots',
  source: 'Kubernetes API validation',
  manifests: true,
});
export const INVALID_LABEL_OR_ANNOTATION = error('DAPR1026', {
  title: 'invalid label or annotation',
  why: 'The API server rejects the object',
  todo: 'use letters, digits, hyphens, underscores and dots; at most 63 characters after an optional DNS prefix',
  source: 'Kubernetes API validation',
  manifests: true,
});
export const INVALID_VALUE = error('DAPR3001', {
  title: 'invalid value',
  why: 'The injector ignores the value and uses the default, or daprd exits',
  todo: 'use a value of the documented type',
  source: 'dapr/dapr pkg/injector/patcher/sidecar.go',
  manifests: true,
});
export const PLAIN_TEXT_SECRET = error('DAPR3006', {
  title: 'secret in plain text',
  why: 'The secret ends up in the manifest, in Git and in etcd',
  todo: 'reference a Secret through envFromSecret, apiTokenSecret or appTokenSecret',
  source: 'cdk8s-dapr',
  manifests: true,
});
export const POSSIBLE_SECRET = warning('DAPR3060', {
  title: 'value in plain text that may be a secret, according to its name',
  why: 'A secret ends up in the manifest, in Git and in etcd',
  todo: 'reference a Secret, or acknowledge this if the value is not a secret',
  source: 'cdk8s-dapr',
  manifests: true,
});
export const INVALID_SECRET_REFERENCE = error('DAPR3008', {
  title: 'invalid reference to a Secret',
  why: 'The injector silently drops the variable',
  todo: 'set the name of a Secret, or its name and key',
  source: 'dapr/dapr pkg/injector/patcher/sidecar_container.go',
});
export const UNSUPPORTED_OPTION = error('DAPR3015', {
  title: 'option not supported by the data plane',
  why: 'The option has no effect, or breaks the data plane',
  todo: 'remove the option',
  source: 'cdk8s-dapr',
  manifests: true,
});
export const WRONG_TYPE = error('DAPR3017', {
  title: 'value of the wrong type',
  why: 'The value would be ignored, or be invalid in the manifest',
  todo: 'use a value of the documented type',
  source: 'cdk8s-dapr',
  manifests: true,
});
export const UNKNOWN_PROP = error('DAPR3026', {
  title: 'misspelled prop',
  why: 'The prop is ignored, and the intended setting keeps its default',
  todo: 'correct the name',
  source: 'cdk8s-dapr',
});
export const UNLISTED_PROP = warning('DAPR3027', {
  title: 'unknown prop',
  why: 'The prop is ignored',
  todo: 'remove it, or acknowledge this warning',
  source: 'cdk8s-dapr',
});
