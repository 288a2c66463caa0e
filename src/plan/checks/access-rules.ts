/** What opens, and what is denied now: the rules that entries about access share. */
import { danger, notice } from '../../diagnostics/rule';

export const SCOPES_OPEN = danger('DAPR9560', {
  title: 'scopes removed',
  why: 'Every app of the namespace loads the resource: it reads and writes its data, and one that fails to load it does not start',
  todo: 'list the apps in scopes',
  source: 'dapr/dapr pkg/apis/common/scoped.go',
});
export const SCOPES_GROW = notice('DAPR9561', {
  title: 'more apps in scopes',
  why: 'These apps load the resource too, and get access to it',
  todo: 'check that these apps need it',
  source: 'dapr/dapr pkg/apis/common/scoped.go',
});
export const SCOPES_SHRINK = notice('DAPR9562', {
  title: 'fewer apps in scopes',
  why: 'These apps no longer load the resource: calls to it fail',
  todo: 'check that these apps no longer use it',
  source: 'dapr/dapr pkg/apis/common/scoped.go',
});
export const POLICY_ENDS = danger('DAPR9563', {
  title: 'policy removed',
  why: 'What it denied is allowed now',
  todo: 'keep the policy, unless another one replaces it',
  source: 'dapr/dapr pkg/acl/acl.go, pkg/scopes/scopes.go; Kubernetes NetworkPolicy',
});
export const ACCESS_OPENS = danger('DAPR9564', {
  title: 'access opens',
  why: 'Callers that were denied are allowed now',
  todo: 'list the callers instead, unless this is intended',
  source: 'dapr/dapr pkg/acl/acl.go',
});
export const POLICY_STARTS = notice('DAPR9565', {
  title: 'policy added',
  why: 'Calls and connections that worked are denied now unless the policy allows them',
  todo: 'check that it allows all callers',
  source: 'dapr/dapr pkg/acl/acl.go, pkg/scopes/scopes.go; Kubernetes NetworkPolicy',
});
export const POLICY_CHANGES = notice('DAPR9566', {
  title: 'policy changes',
  why: 'Other calls and connections are allowed than before',
  todo: 'check that it allows all callers and no others',
  source: 'dapr/dapr pkg/acl/acl.go, pkg/scopes/scopes.go; Kubernetes NetworkPolicy',
});
export const TOKEN_ENDS = danger('DAPR9567', {
  title: 'API token removed',
  why: 'The Dapr API no longer asks for a token: whoever reaches the port acts as the app. Without an app token, the app cannot tell daprd from other callers, and refuses its calls if it checks them',
  todo: 'keep the token',
  source: 'dapr/dapr pkg/security/security.go, pkg/api/http/server.go',
});
export const TOKEN_CHANGES = notice('DAPR9568', {
  title: 'API token changes',
  why: 'daprd and its clients use the new token once their pods roll: calls between a new and an old one get a 401',
  todo: 'roll daprd and its clients together',
  source: 'dapr/dapr pkg/security/security.go',
});
export const ACCESS_DENIED = danger('DAPR9569', {
  title: 'access denied now',
  why: 'What worked fails: daprd answers denied calls, publishes, subscriptions, APIs and secrets with an error, and does not load denied components',
  todo: 'check that nothing uses what is denied now, or allow it',
  source: 'dapr/dapr pkg/acl/acl.go, pkg/scopes/scopes.go, pkg/config/configuration.go, pkg/api/http/endpoints/endpoint.go',
});
export const ACCESS_GROWS = notice('DAPR9570', {
  title: 'more access allowed',
  why: 'What was denied is allowed by name now',
  todo: 'check that the apps need it',
  source: 'dapr/dapr pkg/acl/acl.go, pkg/scopes/scopes.go, pkg/config/configuration.go',
});
