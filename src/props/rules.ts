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
});
export const INVALID_VALUE = error('DAPR3001', {
  title: 'value of the wrong shape',
  why: 'The injector ignores it and uses the default, or daprd exits',
  todo: 'give a value of the documented type',
  source: 'dapr/dapr pkg/injector/patcher/sidecar.go',
  manifests: true,
});
export const SECRET_AS_TEXT = error('DAPR3006', {
  title: 'secret in plain text',
  why: 'It ends in the manifest, in Git and in etcd',
  todo: 'use a Secret: envFromSecret, apiTokenSecret, appTokenSecret',
  source: 'cdk8s-dapr',
  manifests: true,
});
export const INVALID_SECRET_REFERENCE = error('DAPR3008', {
  title: 'invalid reference to a Secret',
  why: 'The injector drops the variable without an error',
  todo: 'give the name of a Secret, or name and key',
  source: 'dapr/dapr pkg/injector/patcher/sidecar_container.go',
});
export const UNSUPPORTED_OPTION = error('DAPR3015', {
  title: 'option that this data plane cannot have',
  why: 'It would have no effect, or break the data plane',
  todo: 'leave the option out',
  source: 'cdk8s-dapr',
  manifests: true,
});
export const WRONG_TYPE = error('DAPR3017', {
  title: 'value of the wrong type',
  why: 'It would end as garbage in the manifest',
  todo: 'give a value of the documented type; texts have no control characters',
  source: 'cdk8s-dapr',
  manifests: true,
});
export const UNKNOWN_PROP = error('DAPR3026', {
  title: 'misspelt prop',
  why: 'It is ignored: the setting that it should make has its default',
  todo: 'correct the name',
  source: 'cdk8s-dapr',
});
export const UNLISTED_PROP = warning('DAPR3027', {
  title: 'unknown prop',
  why: 'It is ignored',
  todo: 'remove it, or acknowledge this',
  source: 'cdk8s-dapr',
});
