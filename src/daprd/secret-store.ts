import { error } from '../diagnostics/rule';

export const SECRET_STORE_OFF = error('DAPR3253', {
  title: 'Secrets to read, and the built-in secret store off',
  why: 'Every request for a Secret fails: there is no store',
  todo: 'leave disableBuiltinK8sSecretStore out, or readsSecrets',
  source: 'dapr/dapr pkg/runtime',
});
export const SECRET_STORE_WITHOUT_TOKEN = error('DAPR7014', {
  title: 'built-in secret store without a service account token',
  why: 'daprd exits at start: the store finds no token',
  todo: 'mount the token (automountServiceAccountToken: true), or leave the store off',
  source: 'dapr/dapr pkg/runtime/runtime.go',
  manifests: true,
});
