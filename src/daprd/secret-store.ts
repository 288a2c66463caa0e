import { error } from '../diagnostics/rule';

export const SECRET_STORE_OFF = error('DAPR3253', {
  title: 'reads of Secrets with the built-in secret store disabled',
  why: 'Every request for a Secret fails, because the secret store does not exist',
  todo: 'remove disableBuiltinK8sSecretStore, or readsSecrets',
  source: 'dapr/dapr pkg/runtime',
});
export const SECRET_STORE_WITHOUT_TOKEN = error('DAPR7014', {
  title: 'built-in secret store without a service account token',
  why: 'daprd exits at start, because the secret store finds no token',
  todo: 'mount the token (automountServiceAccountToken: true), or keep the secret store disabled',
  source: 'dapr/dapr pkg/runtime/runtime.go',
  manifests: true,
});
