/** Plain values: likely ones by name of the prop, and unexpected ones. */
import { Duration, Size } from 'cdk8s';
import * as fc from 'fast-check';
import { Recipe } from './recipe';

/** By `Struct.prop`; the first that matches. */
const TEXTS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/DaprPlatformSettings\.daprVersion$/, ['1.18', '1.18.2', '1.18.3', '1.17.0', '1.16', '1.19']],
  [/upgradingFrom$/, ['1.17', '1.16.4', '1.18']],
  [/trustAnchorsFingerprint$/, ['AB:CD', 'root-2027']],
  [/kubernetesVersion$/, ['1.37', '1.36', '1.34', '1.30']],
  [/DaprPlatformSettings\.locked$/, ['mtls', 'daprVersion', 'apiTokenSecret']],
  [/chartVersion$/, ['1.18.3']],
  [/FluxDeliveryOptions\.path$/, ['./dist', 'deploy/dist']],
  [/FluxDeliveryOptions\.sourceKind$/, ['GitRepository', 'OCIRepository']],
  [/PinnedDaprd\.version$|imageTag$/, ['1.18.2', '1.17.0']],
  [/DaprComponentProps\.type$/, ['state.redis', 'state.in-memory', 'pubsub.in-memory', 'pubsub.redis', 'secretstores.local.env', 'bindings.cron', 'acme.own', 'state.acme']],
  [/PipelineHandler\.type$/, ['middleware.http.ratelimit']],
  [/DaprApiRule\.versions$|(Component|Props|Resolution)\.version$/, ['v1']],
  [/amespaces?$/, ['shop']],
  [/ppId$/, ['orders', 'checkout', 'o1']],
  [/podTemplatePath$/, ['spec.template']],
  [/DaprToleration\.operator$/, ['Exists', 'Equal']],
  [/DaprToleration\.effect$/, ['NoSchedule', 'PreferNoSchedule', 'NoExecute']],
  [/[Ss]ecrets?(Name)?$|[Cc]redentials$/, ['dapr-token', 'redis']],
  [/[kK]ey$/, ['token', 'key']],
  [/route$|[pP]ath$|older$|irectory$|volumeMounts/, ['/orders', '/srv/orders']],
  [/metricsPathMatching$/, ['/orders/{id}', '/orders']],
  [/destinationServer$|[eE]ndpoint$|baseUrl$|Transport\.url$|issuer$|source$|repository$/, ['https://a.example:443', 'https://b.example:8443']],
  [/zipkinEndpoint$/, ['http://zipkin:9411/api/v2/spans']],
  [/endpointAddress$/, ['otel:4317']],
  [/sentryAddress$/, ['dapr-sentry.dapr-system.svc:443']],
  [/Cpu(Request|Limit)$/, ['100m', '1', '0.5']],
  [/httpStatusCodes$/, ['429,502-504', '500']],
  [/grpcStatusCodes$/, ['8,14', '1-3']],
  [/\.trip$/, ['consecutiveFailures > 8', 'totalFailures > 20 && requests > 3']],
  [/\.match$/, ['event.type == "created"', 'has(event.data.id)']],
  [/AccessOperation\.name$/, ['/orders', '/orders/*']],
  [/Domain$/, ['cluster.local', 'acme.example']],
  [/containers$/, ['main']],
  [/sidecarListenAddresses$/, ['127.0.0.1', '[::1]']],
  [/[iI]mage$|egistry$/, ['registry.example/daprd:1.18.2', 'ghcr.io/dapr/daprd:1.18.2']],
  [/deniedComponents$/, ['bindings.localstorage', 'state.in-memory/v1']],
  [/DaprUse\.component$/, ['broker', 'store']],
  [/acknowledge\.code$/, ['DAPR4016', 'DAPR1012', 'DAPR7005']],
  [/ingScopes$|iptionScopes$/, ['orders=a,b']],
  [/location$/, ['westeurope']],
  [/managedEnvironmentId$/, ['/subscriptions/s/managedEnvironments/e']],
  [/addresses$/, ['localhost:6379', 'redis.example:6379']],
  [/keyVaultUrls$/, ['https://vault.example/secrets/a']],
  [/schedule$/, ['@daily', '@every 5s']],
  [/\.topic$/, ['created', 'paid', 'shipped']],
  [/deadLetterTopic$/, ['failed', 'rejected']],
  [/[Tt]imeout$|[Ii]nterval$|Ttl$/, ['5s', '1m']],
  [/helmExecutable$/, ['/nowhere/helm']],
  [/(Timeout|Retry|Breaker)\.of\.name$/, ['short', 'patient', 'careful', 'other']],
];
const KEYS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/[aA]nnotations$|labels$|odeSelector$|namespaceSelector$/, ['team', 'acme.example/team']],
  [/env$|envFromSecret$/, ['LEVEL', 'A_B']],
  [/publishedPorts$|ports$|scale$|Scopes$/, ['orders', 'checkout']],
  [/addresses$/, ['redis:6379', 'redis.shop.svc:6379']],
  [/keyVaultUrls$/, ['redis/password']],
  [/DaprControlPlaneProps\.values$/, ['global', 'dapr_operator', 'x']],
];
const NUMBERS: readonly (readonly [RegExp, readonly number[]])[] = [
  [/appPort$|httpPort$|containerPort$/, [8080, 3000]],
  [/[pP]orts?$/, [9091, 30001, 30002]],
  [/minReplicas$/, [0, 1, 2]],
  [/maxReplicas$/, [3, 5]],
  [/eplicas$|eplicaCount$/, [2, 3]],
  [/tracingSamplingRate$/, [0, 0.5, 1]],
  [/Percent$/, [70]],
  [/LatencyDistributionBuckets$/, [10, 100, 1000]],
  [/AppHealthCheck\.threshold$|Seconds$/, [5, 10]],
];
const DURATIONS = [Duration.seconds(5), Duration.seconds(30), Duration.minutes(2), Duration.millis(250), Duration.hours(24)];
/** By `Struct.prop`, for props that do not accept every duration. */
const TIMES: readonly (readonly [RegExp, readonly Duration[]])[] = [
  [/AppHealthCheck\.interval$/, [Duration.seconds(5), Duration.seconds(30)]],
  [/AppHealthCheck\.timeout$/, [Duration.millis(250), Duration.seconds(2)]],
];
const SIZES = [Size.mebibytes(64), Size.mebibytes(100), Size.kibibytes(8), Size.gibibytes(1)];

const find = <T>(table: readonly (readonly [RegExp, readonly T[]])[], at: string, otherwise: readonly T[]): readonly T[] =>
  table.find(([pattern]) => pattern.test(at))?.[1] ?? otherwise;
const oneOf = (values: readonly unknown[]): fc.Arbitrary<Recipe> => fc.constantFrom(...values).map(value => Recipe.of(value));

export const likelyText = (at: string): fc.Arbitrary<Recipe> => oneOf(find(TEXTS, at, ['orders', 'text', 'a-b']));
export const likelyKey = (at: string): fc.Arbitrary<string> => fc.constantFrom(...find(KEYS, at, ['orders', 'text', 'a-b']));
export const likelyNumber = (at: string): fc.Arbitrary<Recipe> => oneOf(find(NUMBERS, at, [1, 5, 20]));
export const boolean = oneOf([true, false]);
export const likelyDuration = (at: string): fc.Arbitrary<Recipe> => fc.constantFrom(...find(TIMES, at, DURATIONS)).map(value => Recipe.of(value, `Duration.millis(${value.toMilliseconds()})`));
export const likelySize = fc.constantFrom(...SIZES).map(value => Recipe.of(value, `Size.kibibytes(${value.toKibibytes()})`));

/** Strings that are special in YAML, JavaScript, Go or a shell, too long, or unreadable. */
const ODD_TEXTS = [
  '', ' ', ' a', 'a ', '\t', 'a\nb', '\r', '\u0000', '\u007f', '\u0085', '\u00a0', '\u2028', '\ufeff', '\ud800', 'é', '日本', '😀', 'İ', '\u202e',
  'undefined', 'null', 'NaN', 'Infinity', '[object Object]', 'true', 'yes', 'No', 'on', 'y', '~', '1e3', '0x10', '0o17', '0X1F', '012', '1_000', '12:30', '1.0', '.inf', '.nan',
  '2001-01-01', '<<', '=', ': ', '- ', '-', '%', '%TAG', '@', '`', '#', ' #c', '!!str', '&a', '*a', '{', '[', ']', ',', '\'', '"', '|', '>', '?', '---', '...', '\\', '\\n',
  '/', '//', '..', '../../etc', '${HOME}', '$(HOME)', '{podName}', '{uuid}', 'A,B=c', 'a=b', 'a:b', 'a;b', 'A', 'Orders', 'a_b', 'a.b', '-a', 'a-', '0', '-1', '65536', '1 core', '4MB',
  '5', '5 s', 'PT5S', '-5s', '1d', 'localhost', '127.0.0.1', '::1', 'http://', 'http://a', 'https://a/b?c#d', 'https://u:p@a', 'grpc://a:1', 'a:99999',
  'daprd', 'dapr-system', 'kubernetes', 'main', 'a'.repeat(64), 'x'.repeat(300), 'a.'.repeat(130), '__proto__', 'constructor', 'toString', 'hasOwnProperty',
];
const ODD_NUMBERS = [-1, 0, -0, 0.5, 1.5, 1e-7, NaN, Infinity, -Infinity, 1e21, 2 ** 31, 2 ** 53, 65535, 65536, 3500, 80];
/** Values that plain JavaScript may pass for any type. */
const ODD_THINGS: readonly (readonly [string, () => unknown])[] = [
  ['null', () => null], ['undefined', () => undefined], ['{}', () => ({})], ['[]', () => []], ['[null]', () => [null]], ['[undefined]', () => [undefined]],
  ['{ a: null }', () => ({ a: null })], ['{ a: undefined }', () => ({ a: undefined })], ['{ a: { b: 1 } }', () => ({ a: { b: 1 } })], ['[[]]', () => [[]]],
  ['() => 1', () => () => 1], ['new Date(0)', () => new Date(0)], ['new Date(NaN)', () => new Date(NaN)], ['Symbol.iterator', () => Symbol.iterator], ['10n', () => 10n],
  ['new Map()', () => new Map()], ['Object.create(null)', () => Object.create(null)], ['/a/', () => /a/], ['new String("a")', () => new String('a')],
  ['new Error("a")', () => new Error('a')], ['Duration.millis(NaN)', () => Duration.millis(NaN)], ['Duration.millis(Infinity)', () => Duration.millis(Infinity)],
  ['Duration.millis(0)', () => Duration.millis(0)], ['Duration.millis(0.5)', () => Duration.millis(0.5)], ['Duration.days(1e9)', () => Duration.days(1e9)],
  ['Size.kibibytes(NaN)', () => Size.kibibytes(NaN)], ['Size.kibibytes(Infinity)', () => Size.kibibytes(Infinity)], ['Size.kibibytes(0)', () => Size.kibibytes(0)],
  ['Size.kibibytes(0.5)', () => Size.kibibytes(0.5)], ['Size.pebibyte(1e9)', () => Size.pebibyte(1e9)],
];

export const oddText = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...ODD_TEXTS) }, { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
  { weight: 1, arbitrary: fc.string({ maxLength: 12 }) });
const oddNumber = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...ODD_NUMBERS) }, { weight: 1, arbitrary: fc.double() });
const oddThing = fc.constantFrom(...ODD_THINGS).map(([shown, make]) => new Recipe(make, () => shown));

/** An unexpected value, usually of the right type. */
export function odd(type: 'string' | 'number' | 'other'): fc.Arbitrary<Recipe> {
  const texts = { arbitrary: oddText.map(value => Recipe.of(value)), weight: type === 'string' ? 8 : 1 };
  const numbers = { arbitrary: oddNumber.map(value => Recipe.of(value)), weight: type === 'number' ? 8 : 1 };
  return fc.oneof(texts, numbers, { arbitrary: boolean, weight: 1 }, { arbitrary: oddThing, weight: type === 'other' ? 6 : 2 });
}
