/** Changes of secret scopes, API lists, denied components and topic scopes: what is denied now, and what is allowed now. */
import { app, component, configuration, resource } from '../support/manifests';
import { edited, entriesOf } from '../support/plans';

const lines = (before: any, after: any, ...others: any[]): string[] => entriesOf([before, ...others], [after, ...others]).filter(line => !line.startsWith('DAPR9530'));
const scopes = (...all: object[]): object => ({ secrets: { scopes: all } });
const vault = (more: object): object => scopes({ storeName: 'vault', ...more });
const DENY = { defaultAccess: 'deny' };
const state = (protocol: string): object => ({ name: 'state', version: 'v1', protocol });
const STATE = [state('http'), state('grpc')];
const [HTTP, INVOKE] = [[state('http')], { name: 'invoke', version: 'v1', protocol: 'http' }];
const at = (code: string): string => `${code} Configuration tracing: spec.`;

test('values of a wrong type are left out', () => {
  const odd = {
    accessControl: { defaultAction: 'allow', policies: [{ appId: {}, operations: [{ name: {}, httpVerb: [{}], action: 'deny' }] }, { appId: 'a', operations: [{ name: {}, httpVerb: [{}], action: 'deny' }] }] },
    secrets: { scopes: [{ storeName: {}, deniedSecrets: [null, {}] }] },
    components: { deny: [{}] },
    api: { denied: [{ name: {}, version: null, protocol: 'http' }] },
  };
  const text = [...lines(configuration({}), configuration(odd)), ...lines(configuration(odd), configuration({}))].join('\n');
  expect(text).not.toMatch(/\[object Object\]|null|undefined/);
});

test.each<[string, object, object, string[]]>([
  ['secret scopes that end', vault(DENY), scopes(), [`${at('DAPR9563')}secrets.scopes is removed: secrets of 'vault' change from none to all`]],
  ['secret scopes that start', {}, vault(DENY), [`${at('DAPR9569')}secrets.scopes is added: secrets of 'vault' change from all to none`]],
  ['a secret store that opens', vault(DENY), vault({ defaultAccess: 'allow' }), [`${at('DAPR9564')}secrets.scopes changes: secrets of 'vault' change from none to all`]],
  ['another store that is denied', vault(DENY), scopes({ storeName: 'vault', ...DENY }, { storeName: 'other', ...DENY }), [`${at('DAPR9569')}secrets.scopes changes: secrets of 'other' change from all to none`]],
  ['a secret that is added', vault(DENY), vault({ ...DENY, allowedSecrets: ['x'] }), [`${at('DAPR9570')}secrets.scopes changes: secrets of 'vault' change from none to 'x'`]],
  ['a secret for another', vault({ allowedSecrets: ['x'] }), vault({ allowedSecrets: ['y'] }), [
    `${at('DAPR9569')}secrets.scopes changes: secrets of 'vault' change from 'x' to 'y' (denied now: 'x')`, `${at('DAPR9570')}secrets.scopes changes: secrets of 'vault' change from 'x' to 'y' (allowed now: 'y')`,
  ]],
  ['a secret that is denied by name', vault({ defaultAccess: 'allow' }), vault({ deniedSecrets: ['x'] }), [`${at('DAPR9569')}secrets.scopes changes: secrets of 'vault' change from all to all except 'x'`]],
  ['the order of secrets', vault({ allowedSecrets: ['x', 'y'] }), vault({ allowedSecrets: ['y', 'x'] }), []],
  ['an allow-list of APIs that ends', { api: { allowed: STATE } }, {}, [`${at('DAPR9563')}api is removed: Dapr APIs change from state v1 to all`]],
  ['an allow-list of APIs that starts', {}, { api: { allowed: STATE } }, [`${at('DAPR9569')}api is added: Dapr APIs change from all to state v1`]],
  ['a deny-list of APIs that starts', {}, { api: { denied: STATE } }, [`${at('DAPR9569')}api is added: Dapr APIs change from all to all except state v1`]],
  ['an API that is denied for one protocol', {}, { api: { denied: HTTP } }, [`${at('DAPR9569')}api is added: Dapr APIs change from all to all except state v1 (http)`]],
  ['an allow-list of APIs that changes', { api: { allowed: HTTP } }, { api: { allowed: [INVOKE] } }, [
    `${at('DAPR9569')}api changes: Dapr APIs change from state v1 (http) to invoke v1 (http) (denied now: state v1 (http))`,
    `${at('DAPR9570')}api changes: Dapr APIs change from state v1 (http) to invoke v1 (http) (allowed now: invoke v1 (http))`,
  ]],
  ['an allow-list of APIs that ends for one protocol', { api: { allowed: STATE } }, { api: { allowed: HTTP } }, [`${at('DAPR9564')}api changes: Dapr APIs change from state v1 to state v1 (http)`]],
  ['an allowed API more', { api: { allowed: HTTP } }, { api: { allowed: [...HTTP, INVOKE] } }, [`${at('DAPR9570')}api changes: Dapr APIs change from state v1 (http) to invoke v1 (http), state v1 (http)`]],
  ['denied components that end', { components: { deny: ['bindings.localstorage'] } }, {}, [`${at('DAPR9563')}components.deny is removed: component types change from all except 'bindings.localstorage' to all`]],
  ['denied components that start', {}, { components: { deny: ['bindings.localstorage'] } }, [`${at('DAPR9569')}components.deny is added: component types change from all to all except 'bindings.localstorage'`]],
])('a Configuration with %s', (_, before, after, expected) => {
  expect(lines(configuration(before), configuration(after))).toEqual(expected);
});

test('the apps that use a Configuration are named', () => {
  const pods = app({ 'app-id': 'orders', 'config': 'tracing' });
  expect(lines(configuration({}), configuration({ ...vault(DENY), api: { allowed: STATE }, components: { deny: ['a.b'] } }), pods)).toEqual([
    `${at('DAPR9569')}api is added: Dapr APIs of 'orders' change from all to state v1`,
    `${at('DAPR9569')}components.deny is added: component types that 'orders' may load change from all to all except 'a.b'`,
    `${at('DAPR9569')}secrets.scopes is added: secrets of 'vault' for 'orders' change from all to none`,
  ]);
});

const broker = (metadata: { [name: string]: string }, ...apps: string[]): any =>
  component(Object.entries(metadata).map(([name, value]) => ({ name, value })), apps.length ? { scopes: apps } : {}, 'pubsub.redis', 'events');
const event = (code: string, list: string): string => `${code} Component events: ${list}: topics that`;
test.each<[string, any, any, string[]]>([
  ['that end', broker({ protectedTopics: 'a' }), broker({}), [
    `${event('DAPR9563', 'protectedTopics is removed')} every app may publish to change from all except 'a' to all`, `${event('DAPR9563', 'protectedTopics is removed')} every app may subscribe to change from all except 'a' to all`,
  ]],
  ['that start', broker({}), broker({ allowedTopics: 'a' }), [
    `${event('DAPR9569', 'allowedTopics is added')} every app may publish to change from all to 'a'`, `${event('DAPR9569', 'allowedTopics is added')} every app may subscribe to change from all to 'a'`,
  ]],
  ['that change', broker({ publishingScopes: 'a=b' }), broker({ publishingScopes: 'a=c' }), [
    `${event('DAPR9569', 'publishingScopes changes')} 'a' may publish to change from 'b' to 'c' (denied now: 'b')`, `${event('DAPR9570', 'publishingScopes changes')} 'a' may publish to change from 'b' to 'c' (allowed now: 'c')`,
  ]],
  ['that give an app more', broker({ publishingScopes: 'a=b;c=d' }), broker({ publishingScopes: 'a=b;c=d,e' }), [`${event('DAPR9570', 'publishingScopes changes')} 'c' may publish to change from 'd' to 'd', 'e'`]],
  ['that give an app none', broker({ subscriptionScopes: 'a=b' }), broker({ subscriptionScopes: 'a=' }), [`${event('DAPR9569', 'subscriptionScopes changes')} 'a' may subscribe to change from 'b' to none`]],
  ['that no longer name an app', broker({ publishingScopes: 'a=b;c=d' }), broker({ publishingScopes: 'c=d' }), [`${event('DAPR9564', 'publishingScopes changes')} 'a' may publish to change from 'b' to all`]],
  ['that protect another topic', broker({ protectedTopics: 'a' }), broker({ protectedTopics: 'a,b' }), [
    `${event('DAPR9569', 'protectedTopics changes')} every app may publish to change from all except 'a' to all except 'a', 'b'`,
    `${event('DAPR9569', 'protectedTopics changes')} every app may subscribe to change from all except 'a' to all except 'a', 'b'`,
  ]],
  ['of apps in scopes', broker({ publishingScopes: 'a=b' }, 'a', 'c'), broker({}, 'a', 'c'), [`${event('DAPR9563', 'publishingScopes is removed')} 'a' may publish to change from 'b' to all`]],
  ['of an app that does not load the broker', broker({ publishingScopes: 'x=b' }, 'a'), broker({ publishingScopes: 'x=c' }, 'a'), []],
  ['that are written with spaces', broker({ allowedTopics: 'a,b' }), broker({ allowedTopics: 'b, a' }), []],
  ['that stay', broker({ subscriptionScopes: 'a=b' }), broker({ subscriptionScopes: 'a=b' }), []],
])('topic scopes %s', (_, before, after, expected) => {
  expect(lines(before, after)).toEqual(expected);
});

test('topic scopes in a Secret are not compared', () => {
  const hidden = component([{ name: 'allowedTopics', secretKeyRef: { name: 's', key: 'k' } }], {}, 'pubsub.redis', 'events');
  expect(lines(broker({ allowedTopics: 'a' }), hidden)).toEqual(['DAPR9566 Component events: allowedTopics changes, partly in a Secret']);
});

test('a new app whose topics are listed loses nothing', () => {
  const one = edited(app({ 'app-id': 'a' }), { 'metadata.name': 'a' });
  const [before, after] = [broker({ publishingScopes: 'c=d' }), broker({ publishingScopes: 'a=b;c=d' })];
  expect(entriesOf([before], [after, one])).toEqual([]);
  expect(entriesOf([before, one], [after, one])).toEqual([`${event('DAPR9569', 'publishingScopes changes')} 'a' may publish to change from all to 'b'`]);
});

test('other settings that change are shown, if they are short', () => {
  const tracing = (samplingRate: string, more: object = {}): any => configuration({ tracing: { samplingRate, ...more } });
  expect(lines(tracing('1'), tracing('0.5'))).toEqual(["DAPR9548 Configuration tracing: changes: spec.tracing.samplingRate from '1' to '0.5'"]);
  expect(lines(tracing('1'), tracing('1', { zipkin: { endpointAddress: `http://${'z'.repeat(60)}` } }))).toEqual(['DAPR9548 Configuration tracing: changes: spec.tracing.zipkin']);
  expect(lines(configuration({ features: [{ name: 'HotReload', enabled: true }] }), configuration({ features: [{ name: 'HotReload', enabled: false }] })))
    .toEqual(['DAPR9548 Configuration tracing: changes: spec.features[HotReload].enabled from true to false']);
  const header = (value: string): any => resource('HTTPEndpoint', 'payments', { baseUrl: 'https://a.example', headers: [{ name: 'Authorization', value }] });
  expect(lines(header('one'), header('two'))).toEqual(['DAPR9548 HTTPEndpoint payments: changes: spec.headers[Authorization].value']);
});
