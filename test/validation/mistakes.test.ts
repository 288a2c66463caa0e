/** The rules for plain manifests, one by one: the message for each mistake. */
import { Case } from './cases/case';
import { COMPONENT_CASES } from './cases/components';
import { OTHER_CASES } from './cases/others';
import { POD_CASES } from './cases/pods';
import { SCHEMA_CASES } from './cases/schema';
import { RULES } from '../../src/catalogue/rules.generated';
import { NEWEST_DAPR } from '../../src/dapr/version';
import { DAPRD_OPTIONS } from '../../src/daprd/options';
import { findingText, problemToFinding } from '../../src/diagnostics/finding';
import {
  acl, app, APP, check, component, configuration, container, dapr, endpoint, events, handlers, job, kind, marked, named, policy, resiliency, resource,
  messagesOf, secret, stored, subscription, without,
} from '../support/manifests';

const annotation = (name: string): string => `spec.template.metadata.annotations['dapr.io/${name}']`;

const CASES: Case[] = [
  // Identity
  ['a missing app ID', 'DAPR1001', `${annotation('app-id')} must be set`, [without('app-id')]],
  ['an empty app ID', 'DAPR1001', `${annotation('app-id')} must be a DNS label; got ''`, [app({ 'app-id': '' })]],
  ['an app-id with an underscore', 'DAPR1002', 'spec.template.metadata.annotations[\'dapr.io/app-id\']: app ID must be a DNS label; got \'my_web\', which contains \'_\'', [app({ 'app-id': 'my_web' })]],
  ['an app-id of 59 characters', 'DAPR1003', 'spec.template.metadata.annotations[\'dapr.io/app-id\']: app ID must have at most 58 characters; got', [app({ 'app-id': 'a'.repeat(59) })]],
  ['one app ID on two workloads', 'DAPR1004', `${annotation('app-id')} must be unique; 'web' is also the app ID of Deployment a (a.yaml)`, [named('a', 'web'), named('b', 'web')]],
  ['a Service with the name that Dapr needs', 'DAPR1006', 'metadata.name \'web-dapr\' is the name of the Service that Dapr creates for app ID \'web\'', [app(), { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web-dapr' }, spec: {} }]],
  ['enabled: "yes"', 'DAPR1007', `${annotation('enabled')} must be 'true'; got 'yes'`, [app({ enabled: 'yes' })]],
  ['enabled: "ture"', 'DAPR1007', `${annotation('enabled')} must be 'true'; got 'ture'`, [app({ enabled: 'ture' })]],
  ['a misspelled annotation', 'DAPR1008', `${annotation('log-levl')} is not a pod annotation of Dapr up to 1.19; did you mean dapr.io/log-level?`, [app({ 'log-levl': 'debug' })]],
  ['an annotation from before Dapr 1.0', 'DAPR1008', 'did you mean dapr.io/app-id?', [app({ id: 'web' })]],
  ['an unknown annotation with a newer Dapr', 'DAPR1022', `${annotation('brand-new')} is not`, [app({ 'brand-new': 'x' })], { daprVersion: '1.30' }],
  ['a container named daprd', 'DAPR1009', 'container named \'daprd\'', [app({}, { containers: [container(), { name: 'daprd' }] })]],
  ['a controller that the injector may not allow', 'DAPR1010', 'workload is a Thing', [{ ...app(), apiVersion: 'acme.io/v1', kind: 'Thing' }]],
  ['an app in the control plane namespace', 'DAPR1011', 'metadata.namespace must be another namespace than that of the control plane; got \'dapr-system\'', [app({}, {}, { namespace: 'dapr-system' })]],
  ['an app marked as control plane', 'DAPR1011', `${annotation('control-plane')} must not be set outside the control plane; got 'operator'`, [app({ 'control-plane': 'operator' })]],
  ['annotations on the Deployment', 'DAPR1015', 'metadata.annotations[\'dapr.io/config\'] must be an annotation of the pod; got one of the Deployment', [app({}, {}, { annotations: dapr({ config: 'x' }) })]],
  ['annotations on a Service', 'DAPR1015', 'metadata.annotations[\'dapr.io/enabled\'] must be an annotation of the pod; got one of the Service', [{ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', annotations: dapr(APP) } }]],
  ['annotations on a Namespace', 'DAPR1015', 'metadata.annotations[\'dapr.io/enabled\'] must be an annotation of the pod; got one of the Namespace', [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', annotations: dapr({ enabled: 'true' }) } }]],
  ['enabled as a label', 'DAPR1015', 'spec.template.metadata.labels[\'dapr.io/enabled\'] must be an annotation; got a label', [(() => {
    const object = without('enabled');
    object.spec.template.metadata.labels['dapr.io/enabled'] = 'true';
    return object;
  })()]],
  ['annotations on the Job of a CronJob', 'DAPR1015', 'spec.jobTemplate.metadata.annotations[\'dapr.io/enabled\'] must be an annotation of the pod; got one of the Job', [{
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'nightly' },
    spec: { jobTemplate: { metadata: { annotations: dapr({ enabled: 'true' }) }, spec: { template: { spec: { containers: [] } } } } },
  }]],
  ['a selector that matches no pod', 'DAPR1016', 'label app of the pod template must be \'other\' as in the selector; got \'web\'', [kind('Deployment', app(), { selector: { matchLabels: { app: 'other' } } })]],
  ['an invalid object name', 'DAPR1021', 'metadata.name must be a DNS subdomain; got \'My_Store\'', [component([], {}, 'state.redis', 'My_Store')]],
  ['an annotation newer than the declared Dapr', 'DAPR1106', `${annotation('sidecar-svc-annotations')} needs Dapr 1.17`, [app({ 'sidecar-svc-annotations': 'a=b' })], { daprVersion: '1.16' }],
  ['a native sidecar on an older Kubernetes', 'DAPR1106', `${annotation('enable-native-sidecar')} needs Kubernetes 1.29`, [job({ 'enable-native-sidecar': 'true' })], { kubernetesVersion: '1.28' }],
  ['dapr.io annotations without enabled', 'DAPR6100', 'spec.template.metadata.annotations has dapr.io/app-id, dapr.io/app-port without dapr.io/enabled', [without('enabled')]],
  ['an object defined twice', 'DAPR1024', 'Deployment web is also defined in the same file', [app(), app()]],
  // Ports
  ['the port of daprd\'s HTTP API', 'DAPR2001', 'dapr.io/app-port 3500', [app({ 'app-port': '3500' }, { containers: [{ name: 'main' }] })]],
  ['the port of daprd\'s gRPC API', 'DAPR2001', 'dapr.io/app-port 50001', [app({ 'app-port': '50001' }, { containers: [{ name: 'main' }] })]],
  ['the port of daprd\'s metrics', 'DAPR2002', 'dapr.io/app-port 9090 is daprd\'s metrics port', [app({ 'app-port': '9090' }, { containers: [{ name: 'main' }] })]],
  ['a container with a port of daprd', 'DAPR2002', 'port 9090 of container \'main\' is daprd\'s metrics port',
    [app({}, { containers: [container({ ports: [{ containerPort: 8080 }, { containerPort: 9090 }] })] })]],
  ['a container that declares a port of the API of daprd', 'DAPR2070', 'port 3500 of container \'main\' is daprd\'s HTTP API port',
    [app({}, { containers: [container({ ports: [{ containerPort: 8080 }, { containerPort: 3500 }] })] })]],
  ['a container with port 9090 and disabled metrics, which the injector does not pass on', 'DAPR2002', 'port 9090 of container \'main\' is daprd\'s metrics port',
    [app({ 'enable-metrics': 'false', 'metrics-port': '9999' }, { containers: [container({ ports: [{ containerPort: 8080 }, { containerPort: 9090 }] })] })]],
  ['a port that is not a number', 'DAPR2003', `${annotation('app-port')} must be a whole number from 1 to 65535; got 'http'`, [app({ 'app-port': 'http' })]],
  ['a port that no container declares', 'DAPR2004', 'dapr.io/app-port 80 is not a declared container port; the containers declare 8080', [app({ 'app-port': '80' })]],
  ['a subscription of an app without a port', 'DAPR2005', `${annotation('app-port')} must be set: Subscription 'paid' delivers topic 'paid' to the app`, [without('app-port'), events, subscription({}, { scopes: ['web'] })]],
  ['one number for two ports of daprd', 'DAPR2006', 'spec.template.metadata.annotations: daprd\'s gRPC API and metrics ports are both 9090', [app({ 'grpc-port': '9090' })]],
  ['internal ports that differ', 'DAPR2007', `${annotation('internal-grpc-port')} must be 50002, as in Deployment a; got 50005`, [named('a'), app({ 'app-id': 'b', 'internal-grpc-port': '50005' }, {}, { name: 'b' })]],
  ['a listen address with a port', 'DAPR2008', 'each an IPv4 address', [app({ 'sidecar-listen-addresses': '0.0.0.0:3500' })]],
  ['the network of the node', 'DAPR2010', 'hostNetwork must not be true', [app({}, { hostNetwork: true })]],
  ['a grace period that ends too early', 'DAPR2011', 'terminationGracePeriodSeconds must be at least 65 for daprd to shut down; got 30', [app({ 'block-shutdown-duration': '60s' })]],
  ['an open API without a token', 'DAPR2012', `${annotation('sidecar-listen-addresses')} makes the sidecar listen on 0.0.0.0`, [app({ 'sidecar-listen-addresses': '0.0.0.0' })]],
  ['an open API with a token', 'DAPR2013', `${annotation('sidecar-listen-addresses')} makes the sidecar listen on 0.0.0.0`,
    [app({ 'sidecar-listen-addresses': '0.0.0.0', 'api-token-secret': 't' }, { containers: [container({ envFrom: [{}] })] })]],
  // Values
  ['an invalid number', 'DAPR3001', `${annotation('graceful-shutdown-seconds')} must be a whole number from 0 to 86400; got '30s'`, [app({ 'graceful-shutdown-seconds': '30s' })]],
  ['an empty configuration', 'DAPR3070', `${annotation('config')} must be set; got ''`, [app({ config: '' })]],
  ['an unknown protocol', 'DAPR3001', `${annotation('app-protocol')} must be 'http', 'https', 'grpc', 'grpcs' or 'h2c'; got 'http2'`, [app({ 'app-protocol': 'http2' })]],
  ['a duration without a unit', 'DAPR3002', `${annotation('block-shutdown-duration')} must be a Go duration such as 500ms, 5s or 1m30s; got '15'`, [app({ 'block-shutdown-duration': '15' })]],
  ['an invalid quantity', 'DAPR3003', `${annotation('max-body-size')} must be a Kubernetes quantity such as 100m or 250Mi; got '4MB'`, [app({ 'max-body-size': '4MB' })]],
  ['a GOMEMLIMIT that aborts Go', 'DAPR3004', 'GOMEMLIMIT must be a number of bytes with an optional unit B, KiB, MiB, GiB or TiB; got \'900Mi\'', [app({ env: 'GOMEMLIMIT=900Mi' })]],
  ['a variable that Dapr sets', 'DAPR3005', 'environment variable NAMESPACE', [app({ env: 'NAMESPACE=shop' })]],
  ['a secret in the environment', 'DAPR3006', 'environment variable DB_URL', [app({ env: 'DB_URL=amqp://me:x1@rabbit' })]],
  ['a value that may be a secret in the environment', 'DAPR3060', 'environment variable DB_PASSWORD', [app({ env: 'DB_PASSWORD=x1' })]],
  ['an invalid reference to a Secret', 'DAPR3001', 'each NAME=secret or NAME=secret:key', [app({ 'env-from-secret': 'A=b:c:d' })]],
  ['a request above the limit', 'DAPR3009', 'spec.template.metadata.annotations: cpu request 2 is above the limit of 1', [app({ 'sidecar-cpu-request': '2', 'sidecar-cpu-limit': '1' })]],
  ['a health check timeout above the interval', 'DAPR3010', `${annotation('app-health-probe-timeout')} must be from 1 ms to the interval of 5000 ms; got 6000 ms`, [app({ 'enable-app-health-check': 'true', 'app-health-probe-timeout': '6000' })]],
  ['a health check path without a slash', 'DAPR3010', `${annotation('app-health-check-path')} must be a path that begins with a slash; got 'health'`, [app({ 'enable-app-health-check': 'true', 'app-health-check-path': 'health' })]],
  ['a health check path of a gRPC app', 'DAPR3011', `${annotation('app-health-check-path')} must not be set where ${annotation('app-protocol')} is 'grpc'; got '/h'`, [app({ 'enable-app-health-check': 'true', 'app-health-check-path': '/h', 'app-protocol': 'grpc' })]],
  ['two options for one size', 'DAPR3012', 'spec.template.metadata.annotations: dapr.io/http-max-request-size (4) and dapr.io/max-body-size (4Mi) set the same size', [app({ 'http-max-request-size': '4', 'max-body-size': '4Mi' })]],
  ['debugging with the release image', 'DAPR3013', 'dapr.io/enable-debug is set without dapr.io/sidecar-image', [app({ 'enable-debug': 'true' })]],
  ['a GOMEMLIMIT above the memory', 'DAPR3014', 'spec.template.metadata.annotations: GOMEMLIMIT must be below the memory limit of 1Gi; got \'2GiB\'', [app({ 'env': 'GOMEMLIMIT=2GiB', 'sidecar-memory-limit': '1Gi' })]],
  ['a socket on Windows', 'DAPR3015', 'dapr.io/unix-domain-socket-path is not supported on Windows nodes', [app({ 'unix-domain-socket-path': '/tmp' }, { nodeSelector: { 'kubernetes.io/os': 'windows' } })]],
  ['annotations above 256 KiB', 'DAPR3016', 'annotations of the pod must be at most 262144 bytes in total; got 263070', [app({ config: 'x'.repeat(263_000) })]],
  ['a number without quotes', 'DAPR3017', `${annotation('app-port')} must be a string; got 8080`, [app({ 'app-port': 8080 })]],
  ['a boolean without quotes', 'DAPR3017', `${annotation('enabled')} must be a string; got true`, [app({ enabled: true })]],
  ['scopes that are not a list', 'DAPR3017', 'scopes must be a list; got \'web\'', [component([], { scopes: 'web' })]],
  ['a sampling rate without quotes', 'DAPR3017', 'spec.tracing.samplingRate must be a string; got 1', [configuration({ tracing: { samplingRate: 1 } })]],
  ['a deprecated annotation', 'DAPR3018', annotation('app-ssl'), [app({ 'app-ssl': 'true' })]],
  // References of pods
  ['an unknown Configuration', 'DAPR5004', `${annotation('config')} must be a Configuration of these manifests; got 'tracin'; did you mean 'tracing'?`, [app({ config: 'tracin' }), configuration({})]],
  ['a token Secret without the key token', 'DAPR7016', `${annotation('app-token-secret')} names Secret 't', which does not contain the key 'token'`, [app({ 'app-token-secret': 't' }), secret('t', 'tokn')]],
  ['a component Secret without its key', 'DAPR4019', 'spec.metadata[\'redisPassword\'].secretKeyRef.key must be a key of Secret \'redis\'; got \'pasword\'', [component([{ name: 'redisPassword', secretKeyRef: { name: 'redis', key: 'pasword' } }]), secret('redis', 'password')]],
  ['a token that the app does not get', 'DAPR6105', `${annotation('api-token-secret')} is 't', and no container sets DAPR_API_TOKEN`, [app({ 'api-token-secret': 't' })]],
  ['a volume with the name of the identity token', 'DAPR3050', 'the pod has a volume named \'dapr-identity-token\'', [app({}, { volumes: [{ name: 'dapr-identity-token', emptyDir: {} }] })]],
  ['a pluggable component without a container', 'DAPR3051', 'dapr.io/pluggable-components names \'store\', which the pod does not have; its containers: main', [app({ 'pluggable-components': 'store' })]],
  ['a pluggable component in a pod without volumes', 'DAPR3053', 'the pod has pluggable components, no volumes, and no service account token', [app({ 'pluggable-components': 'main', 'disable-builtin-k8s-secret-store': 'true' }, { automountServiceAccountToken: false })]],
  ['a preStop hook without a delay of daprd', 'DAPR7052', 'container \'main\' has a preStop hook that takes 16 s, and dapr.io/block-shutdown-duration is not set', [app({}, { containers: [{ ...container(), lifecycle: { preStop: { sleep: { seconds: 16 } } } }] })]],
  ['a mount of an unknown volume', 'DAPR3020', 'dapr.io/volume-mounts names \'certs\', which the pod does not have; its volumes: none', [app({ 'volume-mounts': 'certs:/certs' })]],
  // Jobs
  ['a Job that opts out of the native sidecar', 'DAPR7007', 'dapr.io/enable-native-sidecar is false', [job({ 'enable-native-sidecar': 'false' })]],
  ['a Job with restartPolicy Always', 'DAPR7008', 'restartPolicy must be \'Never\' or \'OnFailure\'; got \'Always\'', [job({ 'enable-native-sidecar': 'true' }, { restartPolicy: 'Always' })]],
  ['a Job with a classic sidecar', 'DAPR7013', 'Job without dapr.io/enable-native-sidecar', [job()]],
  ['a pod without its service account token', 'DAPR7014', 'spec.template.spec.automountServiceAccountToken is false, and the built-in secret store is enabled', [app({}, { automountServiceAccountToken: false })]],
  // Objects of Dapr
  ['a misspelled kind', 'DAPR6108', 'kind must be one of Component, Configuration, HTTPEndpoint, MCPServer, Resiliency, Subscription, WorkflowAccessPolicy; got \'Componnet\'; did you mean \'Component\'?', [{ ...component(), kind: 'Componnet' }]],
  ['an unknown API version', 'DAPR6108', 'apiVersion must be \'dapr.io/v1alpha1\' for a Component; got \'dapr.io/v1\'', [{ ...component(), apiVersion: 'dapr.io/v1' }]],
  ['scopes in spec', 'DAPR6109', 'spec.scopes must be a top-level field', [resource('Component', 'store', { type: 'state.redis', version: 'v1', scopes: ['web'] })]],
  ['policies of a component without a direction', 'DAPR6109', 'spec.targets.components.store.timeout must be in inbound or outbound', [resiliency({ timeouts: { t: '5s' } }, { components: { store: { timeout: 't' } } })]],
  ['empty scopes', 'DAPR4007', 'scopes must be a non-empty list; got []', [component([], { scopes: [] })]],
  ['a scope without an app', 'DAPR4015', 'scopes must name apps of these manifests; got \'wep\'; did you mean \'web\'?', [app(), component([], { scopes: ['wep'] })]],
  ['a topic scope without an app', 'DAPR4015', 'spec.metadata[\'publishingScopes\'] must name apps of these manifests; got \'wep\'; did you mean \'web\'?', [app(), component([{ name: 'publishingScopes', value: 'wep=paid' }], {}, 'pubsub.redis')]],
  ['a component defined twice', 'DAPR4014', 'Component store is also defined in the same file', [component(), component()]],
  ['an endpoint named like an app', 'DAPR3130', 'metadata.name \'web\' is also the app ID of Deployment web', [app(), endpoint({}, 'web')]],
  ['an endpoint without a scheme', 'DAPR3132', 'spec.baseUrl must be a URL such as https://host:port/path, without a query; got \'payments:80\'', [endpoint({ baseUrl: 'payments:80' })]],
  ['a certificate without its key', 'DAPR3132', 'spec.clientTLS.privateKey must be set together with certificate', [endpoint({ clientTLS: { certificate: { value: 'x' } } })]],
  ['an unknown renegotiation', 'DAPR3132', 'spec.clientTLS.renegotiation must be Never or OnceAsClient or FreelyAsClient; got \'Always\'', [endpoint({ clientTLS: { renegotiation: 'Always' } })]],
  ['a literal authorization header', 'DAPR3006', 'spec.headers[\'Authorization\'] must come from a Secret; got a plain text secret', [endpoint({ headers: [{ name: 'Authorization', value: 'Bearer x' }] })]],
  // Components
  ['an unknown building block', 'DAPR4082', 'spec.type \'stat.redis\' is not of a building block that this library knows; did you mean state?', [component([], {}, 'stat.redis')]],
  ['a building block in upper case', 'DAPR4017', 'spec.type must be of a building block in lower case, state.*; got \'State.redis\'', [component([], {}, 'State.redis')]],
  ['a type without a building block', 'DAPR4017', 'spec.type must be a building block and a name, such as state.redis; got \'redis\'', [component([], {}, 'redis')]],
  ['a missing type', 'DAPR4017', 'spec.type must be set', [resource('Component', 'store', { version: 'v1' })]],
  ['a missing version', 'DAPR4017', 'spec.version must be set', [resource('Component', 'store', { type: 'state.redis' })]],
  ['metadata as a map', 'DAPR4017', 'spec.metadata must be a list; got a map', [component({ redisHost: 'redis:6379' })]],
  ['metadata with a name twice', 'DAPR4017', 'spec.metadata contains \'redisHost\' twice, and the last one wins', [component([{ name: 'redisHost', value: 'a' }, { name: 'redisHost', value: 'b' }])]],
  ['metadata without a name', 'DAPR6171', 'spec.metadata[0].name must be set', [component([{ value: 'a' }])]],
  ['a value and a secret', 'DAPR4017', 'spec.metadata[\'x\'] must have one source; got value and secretKeyRef', [component([{ name: 'x', value: 'a', secretKeyRef: { name: 's', key: 'k' } }])]],
  ['a variable in lower case', 'DAPR4050', 'spec.metadata[\'x\'].envRef must be an environment variable in upper case; got \'redis_host\'', [component([{ name: 'x', envRef: 'redis_host' }])]],
  ['a variable that Dapr reserves', 'DAPR4017', 'spec.metadata[\'x\'].envRef must not be an environment variable that Dapr reserves; got \'DAPR_API_TOKEN\'', [component([{ name: 'x', envRef: 'DAPR_API_TOKEN' }])]],
  ['a secretKeyRef that is a string', 'DAPR4017', 'spec.metadata[\'x\'].secretKeyRef must be a map; got \'redis\'', [component([{ name: 'x', secretKeyRef: 'redis' }])]],
  ['a secretKeyRef without a name', 'DAPR4017', 'spec.metadata[\'x\'].secretKeyRef.name must be a non-empty string', [component([{ name: 'x', secretKeyRef: { key: 'k' } }])]],
  ['a secretKeyRef without a key', 'DAPR6113', 'spec.metadata[\'x\'].secretKeyRef.key must be set; it defaults to \'redis\'', [component([{ name: 'x', secretKeyRef: { name: 'redis' } }])]],
  ['an initTimeout that is not a duration', 'DAPR4017', 'spec.initTimeout must be a Go duration such as 500ms, 5s or 1m30s; got 30, for which daprd uses 5s', [resource('Component', 'store', { type: 'state.redis', version: 'v1', initTimeout: 30 })]],
  ['a component that reads from the API server without a token', 'DAPR4040', 'spec.template.spec.automountServiceAccountToken is false, and component \'store\' of type configuration.kubernetes reads from the API server',
    [app({ 'disable-builtin-k8s-secret-store': 'true' }, { automountServiceAccountToken: false }), component([{ name: 'configMapName', value: 'flags' }], {}, 'configuration.kubernetes')]],
  ['a secret store that depends on itself', 'DAPR4012', 'auth.secretStore must not depend on the component itself; got a -> b -> a', [stored('a', 'b'), stored('b', 'a')]],
  ['a store named like the built-in one', 'DAPR4013', 'metadata.name must not be \'kubernetes\' for a secret store of another type', [component([], {}, 'secretstores.hashicorp.vault', 'kubernetes')]],
  ['an unknown secret store', 'DAPR6110', 'auth.secretStore must be a component of these manifests; got \'vault\'', [component([], { auth: { secretStore: 'vault' } })]],
  ['a secret store of another type', 'DAPR4017', 'auth.secretStore must be a component of a type secretstores.*; got \'events\' of type \'pubsub.redis\'', [component([], { auth: { secretStore: 'events' } }), events]],
  ['a literal password', 'DAPR3207', 'spec.metadata[\'redisPassword\'] of state.redis must come from a Secret; got a plain text secret', [component([{ name: 'redisPassword', value: 'hunter2' }])]],
  ['a password in an address', 'DAPR3207', 'spec.metadata[\'host\'] of state.redis must come from a Secret; got a plain text secret (a URL with a password)', [component([{ name: 'host', value: 'amqp://me:hunter2@rabbit:5672' }])]],
  ['two actor state stores', 'DAPR3215', '\'web\' loads the actor state stores \'a\' and \'b\'', [marked('a'), marked('b', ['web'])]],
  ['topic scopes without an equals sign', 'DAPR3217', 'spec.metadata[\'publishingScopes\'] must have the form app1=topic1,topic2;app2=topic3; got \'web\'', [component([{ name: 'publishingScopes', value: 'web' }], {}, 'pubsub.redis')]],
  // Subscriptions
  ['a route of the old version', 'DAPR6001', 'spec.route must be unset with apiVersion dapr.io/v2alpha1; got \'/paid\', which is dropped', [subscription({ route: '/paid' })]],
  ['routes in the old version', 'DAPR6001', 'spec.routes must be unset with apiVersion dapr.io/v1alpha1, which drops it', [{ ...subscription(), apiVersion: 'dapr.io/v1alpha1' }]],
  ['empty routes', 'DAPR6001', 'spec.routes must have a route', [subscription({ routes: {} })]],
  ['a rule without a path', 'DAPR6001', 'spec.routes.rules[0].path must be a non-empty string', [subscription({ routes: { rules: [{ match: 'true' }] } })]],
  ['a missing topic', 'DAPR6001', 'spec.topic must be a non-empty string', [subscription({ topic: '' })]],
  ['a missing broker', 'DAPR6001', 'spec.pubsubname must be a non-empty string', [subscription({ pubsubname: undefined })]],
  ['dead letters to the topic itself', 'DAPR6001', 'spec.deadLetterTopic must be another topic than spec.topic; got \'paid\'', [subscription({ deadLetterTopic: 'paid' })]],
  ['a bulk of no events', 'DAPR6001', 'spec.bulkSubscribe.maxMessagesCount must be a whole number, 1 or more; got 0', [subscription({ bulkSubscribe: { enabled: true, maxMessagesCount: 0 } })]],
  ['a broker that is a store', 'DAPR4029', 'spec.pubsubname must be a component of a type pubsub.*; got \'store\' of type \'state.redis\'', [component(), subscription({ pubsubname: 'store' })]],
  ['a receiver that does not load the broker', 'DAPR6001', 'scopes must be among the scopes of component \'events\'; got \'web\'', [app(), named('other'), { ...events, scopes: ['other'] }, subscription({}, { scopes: ['web'] })]],
  ['two subscriptions to one topic', 'DAPR6001', 'Subscription \'again\' has the same topic and app as Subscription \'paid\'', [events, subscription(), { ...subscription(), metadata: { name: 'again' } }]],
  ['an unknown broker', 'DAPR6116', 'spec.pubsubname must be a component of these manifests; got \'event\'; did you mean \'events\'?', [events, subscription({ pubsubname: 'event' })]],
  ['the old API version', 'DAPR6115', 'apiVersion must be \'dapr.io/v2alpha1\'; got \'dapr.io/v1alpha1\'', [{ ...subscription({ routes: undefined, route: '/paid' }), apiVersion: 'dapr.io/v1alpha1' }]],
  // Configurations
  ['a sampling rate above 1', 'DAPR5001', 'spec.tracing.samplingRate must be a number from 0 to 1; got \'10\', for which daprd uses its default', [configuration({ tracing: { samplingRate: '10' } })]],
  ['metric instead of metrics', 'DAPR6118', 'spec.metric.enabled is false, and spec.metrics.enabled is not', [configuration({ metric: { enabled: false } })]],
  ['a policy without a namespace', 'DAPR3103', 'spec.accessControl.policies[0].namespace must be set for app \'web\'', [acl(policy({ namespace: undefined }))]],
  ['an allowed operation without verbs', 'DAPR6175', 'spec.accessControl.policies[0].operations[0] (\'/x\') has no httpVerb: HTTP calls get the default action, deny', [acl(policy({ operations: [{ name: '/x', action: 'allow' }] }))]],
  ['a denied operation without verbs', 'DAPR6175', 'spec.accessControl.policies[0].operations[0] (\'/x\') has no httpVerb: HTTP calls get the default action, allow', [acl(policy({ defaultAction: 'allow', operations: [{ name: '/x', action: 'deny', httpVerb: [] }] }))]],
  ['a verb in lower case', 'DAPR3104', 'spec.accessControl.policies[0].operations[0].httpVerb must be one of GET,', [acl(policy({ operations: [{ name: '/x', httpVerb: ['get'], action: 'allow' }] }))]],
  ['an unknown action', 'DAPR3104', 'spec.accessControl.policies[0].defaultAction must be \'allow\' or \'deny\'; got \'permit\'', [acl(policy({ defaultAction: 'permit' }))]],
  ['two policies of one app', 'DAPR3104', 'spec.accessControl.policies[1] must be the only policy for app \'web\'', [acl(policy(), policy())]],
  ['an API rule with an unknown name', 'DAPR3107', 'spec.api.allowed[0].name must be one of', [configuration({ api: { allowed: [{ name: 'states', version: 'v1', protocol: 'grpc' }] } })]],
  ['an API rule without a protocol', 'DAPR3107', 'spec.api.allowed[0].protocol must be \'http\' or \'grpc\'', [configuration({ api: { allowed: [{ name: 'state', version: 'v1' }] } })]],
  ['an API rule of gRPC with a version of HTTP', 'DAPR3107', `spec.api.denied[0].version must be v1 or v1alpha1 with Dapr ${NEWEST_DAPR}; got 'v1.0'`, [configuration({ api: { denied: [{ name: 'state', version: 'v1.0', protocol: 'grpc' }] } })]],
  ['an API rule with no version of HTTP', 'DAPR3107', 'spec.api.denied[0].version must be a version such as v1, v1alpha1 or v1.0; got \'v2\'', [configuration({ api: { denied: [{ name: 'state', version: 'v2', protocol: 'HTTP' }] } })]],
  ['API rules for one protocol', 'DAPR6121', 'spec.api.allowed has rules for http only', [configuration({ api: { allowed: [{ name: 'state', version: 'v1.0', protocol: 'http' }] } })]],
  ['a secret scope twice', 'DAPR3112', 'spec.secrets.scopes[1] must be the only scope for store \'kubernetes\'', [configuration({ secrets: { scopes: [{ storeName: 'kubernetes' }, { storeName: 'kubernetes' }] } })]],
  ['a secret scope that restricts nothing', 'DAPR5008', 'spec.secrets.scopes[0] allows every secret of store \'kubernetes\'', [configuration({ secrets: { scopes: [{ storeName: 'kubernetes' }] } })]],
  ['a secret over plain HTTP', 'DAPR3133', 'spec.baseUrl must be an https URL if a header comes from a secret; got \'http://payments:80\'', [endpoint({ baseUrl: 'http://payments:80', headers: [{ name: 'a', secretKeyRef: { name: 'b', key: 'c' } }] })]],
  ['status codes with a space', 'DAPR3122', 'spec.policies.retries.r.matching.httpStatusCodes must be codes or code ranges from 100 to 599, separated by commas without spaces; got \'429', [resiliency({ retries: { r: { matching: { httpStatusCodes: '429, 503' } } } })]],
  ['a trip with an unknown counter', 'DAPR3122', 'spec.policies.circuitBreakers.c.trip must use only requests, totalSuccesses, totalFailures, consecutiveSuccesses, consecutiveFailu', [resiliency({ circuitBreakers: { c: { trip: 'failures > 5' } } })]],
  ['a secret scope with an invalid default access', 'DAPR3112', 'spec.secrets.scopes[0].defaultAccess must be \'allow\' or \'deny\'; got \'none\'', [configuration({ secrets: { scopes: [{ storeName: 'kubernetes', defaultAccess: 'none' }] } })]],
  ['a secret scope of an unknown store', 'DAPR6110', 'spec.secrets.scopes[0].storeName must be a component of these manifests; got \'vault\'', [configuration({ secrets: { scopes: [{ storeName: 'vault' }] } })]],
  ['a collector with an unknown protocol', 'DAPR6123', 'spec.tracing.otel.protocol must be \'http\' or \'grpc\'; got \'tcp\'', [configuration({ tracing: { otel: { protocol: 'tcp', endpointAddress: 'otel:4317' } } })]],
  ['a collector with a scheme', 'DAPR6123', 'spec.tracing.otel.endpointAddress must be host:port without a scheme; got \'http://otel:4317\'', [configuration({ tracing: { otel: { protocol: 'grpc', endpointAddress: 'http://otel:4317' } } })]],
  ['mTLS for apps', 'DAPR3108', 'spec.mtls must only be set in the Configuration \'daprsystem\'; got Configuration \'tracing\'', [configuration({ mtls: { enabled: true } })]],
  ['an unknown middleware', 'DAPR6125', 'spec.httpPipeline.handlers[0].name must be a component of these manifests; got \'limit\'', [handlers('middleware.http.ratelimit')]],
  ['a middleware of another type', 'DAPR6132', 'spec.httpPipeline.handlers[0].type must be \'middleware.http.ratelimit\', the type of component \'limit\'; got \'middleware.http.oauth2\'', [handlers('middleware.http.oauth2'), component([], {}, 'middleware.http.ratelimit', 'limit')]],
  // Resiliency
  ['a timeout without a unit', 'DAPR6126', 'spec.policies.timeouts.t must be a duration with a unit; got 5, which Dapr reads as 5 ms', [resiliency({ timeouts: { t: 5 } })]],
  ['a timeout that is not a duration', 'DAPR3122', 'spec.policies.timeouts.t must be a Go duration such as 500ms or 5s; got \'5 seconds\'', [resiliency({ timeouts: { t: '5 seconds' } })]],
  ['an unknown policy', 'DAPR3122', 'spec.policies.retries.r.policy must be \'constant\' or \'exponential\'; got \'linear\'', [resiliency({ retries: { r: { policy: 'linear' } } })]],
  ['retries that are not a number', 'DAPR3122', 'spec.policies.retries.r.maxRetries must be a whole number, -1 for no limit; got \'3\'', [resiliency({ retries: { r: { maxRetries: '3' } } })]],
  ['an invalid status code', 'DAPR3122', 'spec.policies.retries.r.matching.httpStatusCodes must be codes or code ranges from 100 to 599, separated by commas without spaces; got \'500', [resiliency({ retries: { r: { matching: { httpStatusCodes: '500-700' } } } })]],
  ['a breaker without a unit', 'DAPR6126', 'circuitBreakers.c.timeout', [resiliency({ circuitBreakers: { c: { timeout: '30' } } })]],
  ['an actor breaker without a scope', 'DAPR3122', 'spec.targets.actors.Cart.circuitBreakerScope must be \'type\', \'id\' or \'both\'; got \'nothing\'', [resiliency({ circuitBreakers: { c: {} } }, { actors: { Cart: { circuitBreaker: 'c' } } })]],
  ['a target with an undefined policy', 'DAPR6128', 'spec.targets.apps.web.timeout must be \'t\' (spec.policies.timeouts); got \'slow\'', [app(), resiliency({ timeouts: { t: '5s' } }, { apps: { web: { timeout: 'slow' } } })]],
  ['a target that is not an app', 'DAPR6129', 'spec.targets.apps.wep is not an app of these manifests; did you mean \'web\'?', [app(), resiliency({}, { apps: { wep: {} } })]],
  ['a target that is an app of another namespace', 'DAPR6129', 'spec.targets.apps.web is an app of another namespace', [app({}, {}, { namespace: 'apps' }), app({ 'app-id': 'shop' }, {}, { namespace: 'shop' }),
    { ...resiliency({}, { apps: { web: {} } }), metadata: { name: 'slow', namespace: 'shop' } }]],
  ['a target that is not a component', 'DAPR6129', 'spec.targets.components.stor is not a component of these manifests; did you mean \'store\'?', [component(), resiliency({}, { components: { stor: {} } })]],
  ...COMPONENT_CASES,
  ...SCHEMA_CASES,
  ...POD_CASES,
  ...OTHER_CASES,
];

// A row without properties would get a callback in their place.
test.each(CASES.map(([mistake, code, what, documents, props = {}]): Required<Case> => [mistake, code, what, documents, props]))('%s is %s', (_mistake, code, what, documents, props) => {
  expect(messagesOf(check(documents, props)).filter(line => line.startsWith(code) && line.includes(what))).toHaveLength(1);
});

const MANIFEST_CODES = Object.values(RULES).filter(({ manifests }) => manifests).map(({ code }) => code);

test('every rule for manifests has a case here, and no other rule runs', () => {
  expect([...new Set(CASES.map(([, code]) => code))].sort()).toEqual(MANIFEST_CODES);
  const found = CASES.flatMap(([,,, documents, props]) => check(documents, props).map(({ rule }) => rule.code));
  expect([...new Set(found)].sort()).toEqual(MANIFEST_CODES);
});

/** Names of props, options and classes of this library. */
const OURS = new RegExp(`(?<![\\w.'[/])(${[...Object.keys(DAPRD_OPTIONS), 'appPort', 'appId'].filter(name => /[A-Z]/.test(name)).join('|')}|handlesJobs|(Dapr|Metadata|Access|Data)[A-Z]\\w+|a Duration|a Size)\\b`);

test('no message or advice names a prop or a class of this library', () => {
  const texts = CASES.flatMap(([,,, documents, props]) => check(documents, props)).filter(({ at }) => at.template ?? at.isDapr()).map(({ what, todo }) => `${what}. ${todo}`);
  expect(texts.filter(text => OURS.test(text.replace(/ of DaprValidation/g, '')))).toEqual([]);
});

test('every message is readable text on one line', () => {
  const texts = CASES.flatMap(([,,, documents, props]) => check(documents, props)
    .map(finding => findingText(problemToFinding(finding, finding.at.title))));
  expect(texts.filter(text => /undefined|\[object|NaN|\n/.test(text))).toEqual([]);
});
