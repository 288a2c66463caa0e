/** The rules for plain manifests, one by one: what each says of the mistake. */
import { RULES } from '../../src/catalogue/rules.generated';
import { findingText, problemToFinding } from '../../src/diagnostics/finding';
import { DaprValidationProps } from '../../src/validation/settings';
import {
  acl, app, APP, check, component, configuration, container, dapr, endpoint, events, handlers, job, kind, marked, named, policy, resiliency, resource,
  said, secret, stored, subscription, without,
} from '../support/manifests';

type Case = [mistake: string, code: string, what: string, documents: unknown[], props?: DaprValidationProps];

const CASES: Case[] = [
  // Identity
  ['no app-id', 'DAPR1001', 'there is no dapr.io/app-id', [without('app-id')]],
  ['an empty app-id', 'DAPR1001', 'dapr.io/app-id is empty', [app({ 'app-id': '' })]],
  ['an app-id with an underscore', 'DAPR1002', 'app ID must be a DNS label; got \'my_web\', which contains \'_\'', [app({ 'app-id': 'my_web' })]],
  ['an app-id of 59 characters', 'DAPR1003', '(59 characters)', [app({ 'app-id': 'a'.repeat(59) })]],
  ['an app-id twice', 'DAPR1004', 'app-id \'web\' is that of Deployment a (a.yaml) too', [named('a', 'web'), named('b', 'web')]],
  ['the Service that Dapr makes', 'DAPR1006', 'Service \'web-dapr\' is the one', [app(), { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web-dapr' }, spec: {} }]],
  ['enabled: "yes"', 'DAPR1007', 'dapr.io/enabled is \'yes\'', [app({ enabled: 'yes' })]],
  ['enabled: "ture"', 'DAPR1007', 'dapr.io/enabled is \'ture\'', [app({ enabled: 'ture' })]],
  ['a misspelt annotation', 'DAPR1008', 'dapr.io/log-levl is not a pod annotation of Dapr 1.18.3; did you mean dapr.io/log-level?', [app({ 'log-levl': 'debug' })]],
  ['an annotation from before Dapr 1.0', 'DAPR1008', 'did you mean dapr.io/app-id?', [app({ id: 'web' })]],
  ['an unknown annotation with a newer Dapr', 'DAPR1022', 'dapr.io/brand-new is not', [app({ 'brand-new': 'x' })], { daprVersion: '1.30' }],
  ['a container named daprd', 'DAPR1009', 'container named \'daprd\'', [app({}, { containers: [container(), { name: 'daprd' }] })]],
  ['a controller that the injector may not know', 'DAPR1010', 'workload is a Thing', [{ ...app(), apiVersion: 'acme.io/v1', kind: 'Thing' }]],
  ['an app beside the control plane', 'DAPR1011', 'namespace \'dapr-system\'', [app({}, {}, { namespace: 'dapr-system' })]],
  ['an app marked as control plane', 'DAPR1011', 'the pod carries dapr.io/control-plane', [app({ 'control-plane': 'operator' })]],
  ['annotations on the Deployment', 'DAPR1015', 'Deployment \'web\' itself carries dapr.io/config', [app({}, {}, { annotations: dapr({ config: 'x' }) })]],
  ['annotations on a Service', 'DAPR1015', 'Service \'web\' itself carries dapr.io/enabled', [{ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', annotations: dapr(APP) } }]],
  ['annotations on a Namespace', 'DAPR1015', 'Namespace \'shop\' itself carries', [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', annotations: dapr({ enabled: 'true' }) } }]],
  ['enabled as a label', 'DAPR1015', 'dapr.io/enabled is a label', [(() => {
    const object = without('enabled');
    object.spec.template.metadata.labels['dapr.io/enabled'] = 'true';
    return object;
  })()]],
  ['annotations on the Job of a CronJob', 'DAPR1015', 'CronJob \'nightly\' itself carries dapr.io/enabled', [{
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'nightly' },
    spec: { jobTemplate: { metadata: { annotations: dapr({ enabled: 'true' }) }, spec: { template: { spec: { containers: [] } } } } },
  }]],
  ['a selector that finds no pod', 'DAPR1016', 'label app of the pod template must be \'other\' as in the selector; got \'web\'', [kind('Deployment', app(), { selector: { matchLabels: { app: 'other' } } })]],
  ['a name that no object may have', 'DAPR1021', 'name \'My_Store\'', [component([], {}, 'state.redis', 'My_Store')]],
  ['an annotation newer than the declared Dapr', 'DAPR1106', 'dapr.io/sidecar-svc-annotations needs Dapr 1.17', [app({ 'sidecar-svc-annotations': 'a=b' })], { daprVersion: '1.16' }],
  ['a native sidecar on an older Kubernetes', 'DAPR1106', 'dapr.io/enable-native-sidecar needs Kubernetes 1.29', [job({ 'enable-native-sidecar': 'true' })], { kubernetesVersion: '1.28' }],
  ['dapr.io annotations without enabled', 'DAPR6100', 'the pod carries dapr.io/app-id, dapr.io/app-port', [without('enabled')]],
  ['one object twice', 'DAPR1024', 'Deployment web is in the same file too', [app(), app()]],
  // Ports
  ['the port of daprd\'s HTTP API', 'DAPR2001', 'appPort 3500', [app({ 'app-port': '3500' }, { containers: [{ name: 'main' }] })]],
  ['the port of daprd\'s gRPC API', 'DAPR2001', 'appPort 50001', [app({ 'app-port': '50001' }, { containers: [{ name: 'main' }] })]],
  ['the port of daprd\'s metrics', 'DAPR2002', 'appPort 9090 is daprd\'s port for metrics', [app({ 'app-port': '9090' }, { containers: [{ name: 'main' }] })]],
  ['a container with a port of daprd', 'DAPR2002', 'container \'main\' declares port 9090, daprd\'s port for metrics',
    [app({}, { containers: [container({ ports: [{ containerPort: 8080 }, { containerPort: 9090 }] })] })]],
  ['a port that is no number', 'DAPR2003', 'dapr.io/app-port must be a whole number from 1 to 65535; got \'http\'', [app({ 'app-port': 'http' })]],
  ['a port that no container declares', 'DAPR2004', 'appPort 80 is not a declared container port; the containers declare 8080', [app({ 'app-port': '80' })]],
  ['a subscription of an app without a port', 'DAPR2005', 'Subscription \'paid\' delivers topic \'paid\' to the app', [without('app-port'), events, subscription({}, { scopes: ['web'] })]],
  ['two ports of daprd that are the same', 'DAPR2006', 'gRPC API and metrics ports are both 9090', [app({ 'grpc-port': '9090' })]],
  ['internal ports that differ', 'DAPR2007', 'the internal gRPC port is 50005, and 50002 in Deployment a', [named('a'), app({ 'app-id': 'b', 'internal-grpc-port': '50005' }, {}, { name: 'b' })]],
  ['a listen address with a port', 'DAPR2008', 'each an IPv4 address', [app({ 'sidecar-listen-addresses': '0.0.0.0:3500' })]],
  ['the network of the node', 'DAPR2010', 'hostNetwork must not be true', [app({}, { hostNetwork: true })]],
  ['a grace period that ends too early', 'DAPR2011', 'terminationGracePeriodSeconds must be at least 65 for daprd to shut down; got 30', [app({ 'block-shutdown-duration': '60s' })]],
  ['an open API without a token', 'DAPR2012', 'the sidecar listens on 0.0.0.0', [app({ 'sidecar-listen-addresses': '0.0.0.0' })]],
  ['an open API with a token', 'DAPR2013', 'the sidecar listens on 0.0.0.0',
    [app({ 'sidecar-listen-addresses': '0.0.0.0', 'api-token-secret': 't' }, { containers: [container({ envFrom: [{}] })] })]],
  // Values
  ['a number that is none', 'DAPR3001', 'dapr.io/graceful-shutdown-seconds must be a whole number from 0 to 86400; got \'30s\'', [app({ 'graceful-shutdown-seconds': '30s' })]],
  ['an empty configuration', 'DAPR3001', 'dapr.io/config must be the name of a Configuration; got \'\'', [app({ config: '' })]],
  ['an unknown protocol', 'DAPR3001', 'dapr.io/app-protocol must be \'http\', \'https\', \'grpc\', \'grpcs\' or \'h2c\'; got \'http2\'', [app({ 'app-protocol': 'http2' })]],
  ['a duration without a unit', 'DAPR3002', 'dapr.io/block-shutdown-duration must be a Go duration such as 500ms, 5s or 1m30s; got \'15\'', [app({ 'block-shutdown-duration': '15' })]],
  ['a quantity that is none', 'DAPR3003', 'dapr.io/max-body-size must be a Kubernetes quantity such as 100m or 250Mi; got \'4MB\'', [app({ 'max-body-size': '4MB' })]],
  ['a GOMEMLIMIT that aborts Go', 'DAPR3004', 'GOMEMLIMIT must be a number of bytes with an optional unit B, KiB, MiB, GiB or TiB; got \'900Mi\'', [app({ env: 'GOMEMLIMIT=900Mi' })]],
  ['a variable that Dapr sets', 'DAPR3005', 'environment variable NAMESPACE', [app({ env: 'NAMESPACE=shop' })]],
  ['a secret among the variables', 'DAPR3006', 'environment variable DB_PASSWORD', [app({ env: 'DB_PASSWORD=x1' })]],
  ['a variable from a Secret of no name', 'DAPR3001', 'each NAME=secret or NAME=secret:key', [app({ 'env-from-secret': 'A=b:c:d' })]],
  ['a request above the limit', 'DAPR3009', 'cpu request 2 is above the limit of 1', [app({ 'sidecar-cpu-request': '2', 'sidecar-cpu-limit': '1' })]],
  ['a health check that takes longer than its interval', 'DAPR3010', 'the timeout of 6000 ms', [app({ 'enable-app-health-check': 'true', 'app-health-probe-timeout': '6000' })]],
  ['a health check path without a slash', 'DAPR3010', 'does not begin with a slash', [app({ 'enable-app-health-check': 'true', 'app-health-check-path': 'health' })]],
  ['a health check path of a gRPC app', 'DAPR3011', 'the protocol is grpc', [app({ 'enable-app-health-check': 'true', 'app-health-check-path': '/h', 'app-protocol': 'grpc' })]],
  ['two options for one size', 'DAPR3012', 'dapr.io/http-max-request-size (4) and', [app({ 'http-max-request-size': '4', 'max-body-size': '4Mi' })]],
  ['debugging with the release image', 'DAPR3013', 'enableDebug', [app({ 'enable-debug': 'true' })]],
  ['a GOMEMLIMIT above the memory', 'DAPR3014', 'GOMEMLIMIT must be below the memory limit of 1Gi; got \'2GiB\'', [app({ 'env': 'GOMEMLIMIT=2GiB', 'sidecar-memory-limit': '1Gi' })]],
  ['a socket on Windows', 'DAPR3015', 'unixDomainSocketPath is not supported on Windows nodes', [app({ 'unix-domain-socket-path': '/tmp' }, { nodeSelector: { 'kubernetes.io/os': 'windows' } })]],
  ['annotations above 256 KiB', 'DAPR3016', 'annotations of the pod must be at most 262144 bytes in total; got 263', [app({ config: 'x'.repeat(263_000) })]],
  ['a number without quotes', 'DAPR3017', 'dapr.io/app-port 8080 is no text', [app({ 'app-port': 8080 })]],
  ['a truth without quotes', 'DAPR3017', 'dapr.io/enabled true is no text', [app({ enabled: true })]],
  ['scopes that are no list', 'DAPR3017', 'scopes \'web\' is no list', [component([], { scopes: 'web' })]],
  ['a sampling rate without quotes', 'DAPR3017', 'samplingRate 1 is no text', [configuration({ tracing: { samplingRate: 1 } })]],
  ['a deprecated annotation', 'DAPR3018', 'dapr.io/app-ssl is deprecated', [app({ 'app-ssl': 'true' })]],
  // References of pods
  ['a Configuration that is not there', 'DAPR5004', 'dapr.io/config names \'tracin\'; did you mean \'tracing\'?', [app({ config: 'tracin' }), configuration({})]],
  ['a token Secret without the key token', 'DAPR7016', 'Secret t has no key \'token\'', [app({ 'app-token-secret': 't' }), secret('t', 'tokn')]],
  ['a component Secret without its key', 'DAPR4019', 'Secret redis has no key \'pasword\'', [component([{ name: 'redisPassword', secretKeyRef: { name: 'redis', key: 'pasword' } }]), secret('redis', 'password')]],
  ['a token that the app does not get', 'DAPR6105', 'no container has DAPR_API_TOKEN', [app({ 'api-token-secret': 't' })]],
  ['a mount of no volume', 'DAPR3020', 'names \'certs\', which the pod does not have; its volumes: none', [app({ 'volume-mounts': 'certs:/certs' })]],
  // Jobs
  ['a Job that opts out of the native sidecar', 'DAPR7007', 'enableNativeSidecar is false', [job({ 'enable-native-sidecar': 'false' })]],
  ['a Job with restartPolicy Always', 'DAPR7008', 'restartPolicy must be \'Never\' or \'OnFailure\'; got \'Always\'', [job({ 'enable-native-sidecar': 'true' }, { restartPolicy: 'Always' })]],
  ['a Job with a classic sidecar', 'DAPR7013', 'a Job without dapr.io/enable-native-sidecar', [job()]],
  ['a pod without its token', 'DAPR7014', 'automountServiceAccountToken is false', [app({}, { automountServiceAccountToken: false })]],
  // Objects of Dapr
  ['a misspelt kind', 'DAPR6108', 'kind \'Componnet\'; did you mean \'Component\'?', [{ ...component(), kind: 'Componnet' }]],
  ['a version that there is not', 'DAPR6108', 'apiVersion \'dapr.io/v1\' of a Component', [{ ...component(), apiVersion: 'dapr.io/v1' }]],
  ['scopes below spec', 'DAPR6109', 'spec.scopes of a Component', [resource('Component', 'store', { type: 'state.redis', version: 'v1', scopes: ['web'] })]],
  ['policies of a component without a direction', 'DAPR6109', 'without inbound or outbound', [resiliency({ timeouts: { t: '5s' } }, { components: { store: { timeout: 't' } } })]],
  ['empty scopes', 'DAPR4007', 'scopes is []', [component([], { scopes: [] })]],
  ['a scope that names nobody', 'DAPR4015', 'scope \'wep\'; did you mean \'web\'?', [app(), component([], { scopes: ['wep'] })]],
  ['a topic scope that names nobody', 'DAPR4015', 'publishingScopes names \'wep\'', [app(), component([{ name: 'publishingScopes', value: 'wep=paid' }], {}, 'pubsub.redis')]],
  ['a component twice', 'DAPR4014', 'Component store is in the same file too', [component(), component()]],
  ['an endpoint named like an app', 'DAPR3130', '\'web\' is the app-id of Deployment web', [app(), endpoint({}, 'web')]],
  ['an endpoint without a scheme', 'DAPR3132', 'spec.baseUrl must be a URL such as https://host:port/path, without a query; got \'payments:80\'', [endpoint({ baseUrl: 'payments:80' })]],
  ['a certificate without its key', 'DAPR3132', 'spec.clientTLS.privateKey must be set together with certificate', [endpoint({ clientTLS: { certificate: { value: 'x' } } })]],
  ['an unknown renegotiation', 'DAPR3132', 'spec.clientTLS.renegotiation must be Never or OnceAsClient or FreelyAsClient; got \'Always\'', [endpoint({ clientTLS: { renegotiation: 'Always' } })]],
  ['a literal authorization header', 'DAPR3006', 'spec.headers[\'Authorization\'] must come from a Secret; got a plain text secret', [endpoint({ headers: [{ name: 'Authorization', value: 'Bearer x' }] })]],
  // Components
  ['an unknown building block', 'DAPR4017', 'type must be one of bindings.*, pubsub.*, secretstores.*, state.*, middleware.*, configuration.*, crypto.*, lock.*, nameresolution.*, conversation.*, workflowbackend.*; got \'stat.redis\'', [component([], {}, 'stat.redis')]],
  ['no type', 'DAPR4017', 'type must be one of bindings.*, pubsub.*, secretstores.*, state.*, middleware.*, configuration.*, crypto.*, lock.*, nameresolution.*, conversation.*, workflowbackend.*; got \'missing\'', [resource('Component', 'store', { version: 'v1' })]],
  ['no version', 'DAPR4017', 'there is no spec.version', [resource('Component', 'store', { type: 'state.redis' })]],
  ['metadata as a map', 'DAPR4017', 'spec.metadata is no list', [component({ redisHost: 'redis:6379' })]],
  ['metadata twice', 'DAPR4017', 'metadata \'redisHost\' is there twice', [component([{ name: 'redisHost', value: 'a' }, { name: 'redisHost', value: 'b' }])]],
  ['metadata without a name', 'DAPR4017', 'an entry of metadata has no name', [component([{ value: 'a' }])]],
  ['a value and a secret', 'DAPR4017', 'has value and secretKeyRef', [component([{ name: 'x', value: 'a', secretKeyRef: { name: 's', key: 'k' } }])]],
  ['a variable that Dapr keeps to itself', 'DAPR4017', 'reads the environment variable DAPR_API_TOKEN', [component([{ name: 'x', envRef: 'DAPR_API_TOKEN' }])]],
  ['a secretKeyRef that is a text', 'DAPR4017', 'secretKeyRef \'redis\' is no map', [component([{ name: 'x', secretKeyRef: 'redis' }])]],
  ['a secretKeyRef without a name', 'DAPR4017', 'secretKeyRef of metadata \'x\' has no name', [component([{ name: 'x', secretKeyRef: { key: 'k' } }])]],
  ['a secretKeyRef without a key', 'DAPR6113', 'has no key: \'redis\' is taken for it', [component([{ name: 'x', secretKeyRef: { name: 'redis' } }])]],
  ['a timeout that is no duration', 'DAPR4017', 'initTimeout 30 is no Go duration', [resource('Component', 'store', { type: 'state.redis', version: 'v1', initTimeout: 30 })]],
  ['a secret store that depends on itself', 'DAPR4012', 'secretStore leads a -> b -> a', [stored('a', 'b'), stored('b', 'a')]],
  ['a store named like the built-in one', 'DAPR4013', 'the name is \'kubernetes\'', [component([], {}, 'secretstores.hashicorp.vault', 'kubernetes')]],
  ['a secret store that is not there', 'DAPR6110', 'secretStore \'vault\'', [component([], { auth: { secretStore: 'vault' } })]],
  ['a secret store of another type', 'DAPR4017', 'secretStore \'events\' is a pubsub.redis', [component([], { auth: { secretStore: 'events' } }), events]],
  ['a literal password', 'DAPR3207', 'spec.metadata[\'redisPassword\'] of state.redis must come from a Secret; got a plain text secret', [component([{ name: 'redisPassword', value: 'hunter2' }])]],
  ['a password in an address', 'DAPR3207', 'spec.metadata[\'host\'] of state.redis must come from a Secret; got a plain text secret (a URL with a password)', [component([{ name: 'host', value: 'amqp://me:hunter2@rabbit:5672' }])]],
  ['two actor state stores', 'DAPR3215', '\'web\' loads the actor state stores \'a\' and \'b\'', [marked('a'), marked('b', ['web'])]],
  ['topic scopes without an equals sign', 'DAPR3217', 'spec.metadata[\'publishingScopes\'] must have the form app1=topic1,topic2;app2=topic3; got \'web\'', [component([{ name: 'publishingScopes', value: 'web' }], {}, 'pubsub.redis')]],
  // Subscriptions
  ['a route of the old version', 'DAPR6001', 'dapr.io/v2alpha1 has no route: \'/paid\' is dropped', [subscription({ route: '/paid' })]],
  ['routes in the old version', 'DAPR6001', 'dapr.io/v1alpha1 has no routes', [{ ...subscription(), apiVersion: 'dapr.io/v1alpha1' }]],
  ['no routes', 'DAPR6001', 'there is no route', [subscription({ routes: {} })]],
  ['a rule without a path', 'DAPR6001', 'a rule has no path', [subscription({ routes: { rules: [{ match: 'true' }] } })]],
  ['no topic', 'DAPR6001', 'there is no topic', [subscription({ topic: '' })]],
  ['no broker', 'DAPR6001', 'there is no pubsubname', [subscription({ pubsubname: undefined })]],
  ['dead letters to the topic itself', 'DAPR6001', 'deadLetterTopic \'paid\' is the topic itself', [subscription({ deadLetterTopic: 'paid' })]],
  ['bulks of none', 'DAPR6001', 'bulkSubscribe.maxMessagesCount 0', [subscription({ bulkSubscribe: { enabled: true, maxMessagesCount: 0 } })]],
  ['a broker that is a store', 'DAPR4029', 'pubsubname \'store\' is a \'state.redis\'', [component(), subscription({ pubsubname: 'store' })]],
  ['a receiver without the broker', 'DAPR6001', '\'web\' is not among the scopes', [app(), named('other'), { ...events, scopes: ['other'] }, subscription({}, { scopes: ['web'] })]],
  ['two subscriptions of one topic', 'DAPR6001', 'Subscription \'paid\' has the same topic and app', [events, subscription(), { ...subscription(), metadata: { name: 'again' } }]],
  ['a broker that is not there', 'DAPR6116', 'pubsubname \'event\'; did you mean \'events\'?', [events, subscription({ pubsubname: 'event' })]],
  ['the old version', 'DAPR6115', 'apiVersion \'dapr.io/v1alpha1\'', [{ ...subscription({ routes: undefined, route: '/paid' }), apiVersion: 'dapr.io/v1alpha1' }]],
  // Configurations
  ['a sampling rate above 1', 'DAPR5001', 'samplingRate \'10\' is not from 0 to 1', [configuration({ tracing: { samplingRate: '10' } })]],
  ['metric instead of metrics', 'DAPR6118', 'metric.enabled is false', [configuration({ metric: { enabled: false } })]],
  ['a policy without a namespace', 'DAPR3103', 'spec.accessControl.policies[0].namespace must be set for app \'web\'', [acl(policy({ namespace: undefined }))]],
  ['a verb in small letters', 'DAPR3104', 'spec.accessControl.policies[0].operations[0].httpVerb must be one of GET,', [acl(policy({ operations: [{ name: '/x', httpVerb: ['get'], action: 'allow' }] }))]],
  ['an unknown action', 'DAPR3104', 'spec.accessControl.policies[0].defaultAction must be \'allow\' or \'deny\'; got \'permit\'', [acl(policy({ defaultAction: 'permit' }))]],
  ['two policies of one app', 'DAPR3104', 'spec.accessControl.policies[1] must be the only policy for app \'web\'', [acl(policy(), policy())]],
  ['an API rule with an unknown name', 'DAPR3107', 'spec.api.allowed[0].name must be one of', [configuration({ api: { allowed: [{ name: 'states', version: 'v1', protocol: 'grpc' }] } })]],
  ['an API rule without a protocol', 'DAPR3107', 'spec.api.allowed[0].protocol must be \'http\' or \'grpc\'', [configuration({ api: { allowed: [{ name: 'state', version: 'v1' }] } })]],
  ['an API rule of gRPC with a version of HTTP', 'DAPR3107', 'spec.api.denied[0].version must be v1 or v1alpha1 with Dapr 1.18; got \'v1.0\'', [configuration({ api: { denied: [{ name: 'state', version: 'v1.0', protocol: 'grpc' }] } })]],
  ['an API rule with no version of HTTP', 'DAPR3107', 'spec.api.denied[0].version must be a version such as v1, v1alpha1 or v1.0; got \'v2\'', [configuration({ api: { denied: [{ name: 'state', version: 'v2', protocol: 'HTTP' }] } })]],
  ['API rules for one protocol', 'DAPR6121', 'allowed has rules for http only', [configuration({ api: { allowed: [{ name: 'state', version: 'v1.0', protocol: 'http' }] } })]],
  ['a secret scope twice', 'DAPR3112', 'spec.secrets.scopes[1] must be the only scope for store \'kubernetes\'', [configuration({ secrets: { scopes: [{ storeName: 'kubernetes' }, { storeName: 'kubernetes' }] } })]],
  ['a secret scope that restricts nothing', 'DAPR5008', 'spec.secrets.scopes[0] allows every secret of store \'kubernetes\'', [configuration({ secrets: { scopes: [{ storeName: 'kubernetes' }] } })]],
  ['a secret over plain HTTP', 'DAPR3133', 'spec.baseUrl must be an https URL if a header comes from a secret; got \'http://payments:80\'', [endpoint({ baseUrl: 'http://payments:80', headers: [{ name: 'a', secretKeyRef: { name: 'b', key: 'c' } }] })]],
  ['status codes with a blank', 'DAPR3122', 'separated by commas without spaces; got \'429, 503\'', [resiliency({ retries: { r: { matching: { httpStatusCodes: '429, 503' } } } })]],
  ['a trip that names what a breaker does not count', 'DAPR3122', 'which uses failures', [resiliency({ circuitBreakers: { c: { trip: 'failures > 5' } } })]],
  ['a secret scope with another access', 'DAPR3112', 'spec.secrets.scopes[0].defaultAccess must be \'allow\' or \'deny\'; got \'none\'', [configuration({ secrets: { scopes: [{ storeName: 'kubernetes', defaultAccess: 'none' }] } })]],
  ['a secret scope of an unknown store', 'DAPR6110', 'storeName \'vault\'', [configuration({ secrets: { scopes: [{ storeName: 'vault' }] } })]],
  ['a collector with an unknown protocol', 'DAPR6123', 'protocol \'tcp\'', [configuration({ tracing: { otel: { protocol: 'tcp', endpointAddress: 'otel:4317' } } })]],
  ['a collector with a scheme', 'DAPR6123', 'has a scheme', [configuration({ tracing: { otel: { protocol: 'grpc', endpointAddress: 'http://otel:4317' } } })]],
  ['mTLS for apps', 'DAPR3108', 'spec.mtls must only be set in the Configuration \'daprsystem\'; got Configuration \'tracing\'', [configuration({ mtls: { enabled: true } })]],
  ['a middleware that is not there', 'DAPR6125', 'handler \'limit\'', [handlers('middleware.http.ratelimit')]],
  ['a middleware of another type', 'DAPR6132', 'handler \'limit\' has type', [handlers('middleware.http.oauth2'), component([], {}, 'middleware.http.ratelimit', 'limit')]],
  // Resiliency
  ['a timeout without a unit', 'DAPR6126', 'spec.policies.timeouts.t must be a duration with a unit; got 5, which Dapr reads as 5 ms', [resiliency({ timeouts: { t: 5 } })]],
  ['a timeout that is no duration', 'DAPR3122', 'spec.policies.timeouts.t must be a Go duration such as 500ms or 5s; got \'5 seconds\'', [resiliency({ timeouts: { t: '5 seconds' } })]],
  ['a policy that there is not', 'DAPR3122', 'spec.policies.retries.r.policy must be \'constant\' or \'exponential\'; got \'linear\'', [resiliency({ retries: { r: { policy: 'linear' } } })]],
  ['retries that are no number', 'DAPR3122', 'spec.policies.retries.r.maxRetries must be a whole number, -1 for no limit; got \'3\'', [resiliency({ retries: { r: { maxRetries: '3' } } })]],
  ['a status code that there is not', 'DAPR3122', 'spec.policies.retries.r.httpStatusCodes must be codes or code ranges from 100 to 599', [resiliency({ retries: { r: { matching: { httpStatusCodes: '500-700' } } } })]],
  ['a breaker without a unit', 'DAPR6126', 'circuitBreakers.c.timeout', [resiliency({ circuitBreakers: { c: { timeout: '30' } } })]],
  ['an actor breaker without a scope', 'DAPR3122', 'spec.targets.actors.Cart.circuitBreakerScope must be \'type\', \'id\' or \'both\'; got \'nothing\'', [resiliency({ circuitBreakers: { c: {} } }, { actors: { Cart: { circuitBreaker: 'c' } } })]],
  ['a target with an undefined policy', 'DAPR6128', 'timeout names \'slow\'; timeouts has t', [app(), resiliency({ timeouts: { t: '5s' } }, { apps: { web: { timeout: 'slow' } } })]],
  ['a target that is no app', 'DAPR6129', 'app \'wep\'; did you mean \'web\'?', [app(), resiliency({}, { apps: { wep: {} } })]],
  ['a target that is no component', 'DAPR6129', 'component \'stor\'; did you mean \'store\'?', [component(), resiliency({}, { components: { stor: {} } })]],
];

// A row without properties would get a callback in their place.
test.each(CASES.map(([mistake, code, what, documents, props = {}]): Required<Case> => [mistake, code, what, documents, props]))('%s is %s', (_mistake, code, what, documents, props) => {
  expect(said(check(documents, props)).filter(line => line.startsWith(code) && line.includes(what))).toHaveLength(1);
});

const MANIFEST_CODES = Object.values(RULES).filter(({ manifests }) => manifests).map(({ code }) => code);

test('every rule that is said to run on manifests has a mistake here, and no other runs', () => {
  expect([...new Set(CASES.map(([, code]) => code))].sort()).toEqual(MANIFEST_CODES);
  const found = CASES.flatMap(([,,, documents, props]) => check(documents, props).map(({ rule }) => rule.code));
  expect([...new Set(found)].sort()).toEqual(MANIFEST_CODES);
});

test('no message holds anything but text', () => {
  const texts = CASES.flatMap(([,,, documents, props]) => check(documents, props)
    .map(finding => findingText(problemToFinding(finding, finding.at.title))));
  expect(texts.filter(text => /undefined|\[object|NaN|\n/.test(text))).toEqual([]);
});
