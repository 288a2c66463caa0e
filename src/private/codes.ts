/* eslint-disable max-len -- one row a rule */
/**
 * The catalogue of rules: one entry a code, from which error messages and `docs/rules.md` are made.
 * A code never changes its meaning and is never used again.
 */

export interface Rule {
  readonly level: 'error' | 'warning';
  /** What the rule is about, for the catalogue. */
  readonly title: string;
  /** What happens at run time without the rule. */
  readonly why: string;
  /** What to do, in general. */
  readonly todo: string;
  /** Where it can be read up: a file of dapr/dapr, or the Kubernetes rule. */
  readonly source: string;
}

const error = (title: string, why: string, todo: string, source: string): Rule => ({ level: 'error', title, why, todo, source });
const warning = (title: string, why: string, todo: string, source: string): Rule => ({ level: 'warning', title, why, todo, source });

const INJECTOR = 'dapr/dapr pkg/injector';
const DAPRD = 'dapr/dapr pkg/runtime/config.go';
const OPERATOR = 'dapr/dapr pkg/operator/handlers/dapr_handler.go';
const API = 'Kubernetes API validation';
const KNATIVE = 'knative/serving pkg/apis/serving';
const OPENFUNCTION = 'OpenFunction apis/core/v1beta2';

export const CODES = {
  // Identity, names, placement
  DAPR1001: error('app-id missing',
    'The injector would fall back to the pod name, which is empty at admission: pods are rejected, or each replica gets an identity of its own',
    'give appId, or a construct id that is a DNS label', `${INJECTOR}/patcher`),
  DAPR1002: error('app-id is no DNS label',
    'The injector or the API server rejects every pod of the app', 'use lower-case letters, digits and inner hyphens', 'dapr/dapr pkg/validation/validation.go'),
  DAPR1003: error('app-id too long',
    'Service names made of it would exceed 63 characters and be rejected', 'shorten appId', 'dapr/dapr pkg/validation/validation.go'),
  DAPR1004: error('app-id used twice in a namespace',
    'The Service of that app-id would point to whichever workload was reconciled last: calls reach the wrong app',
    'give each app an appId of its own, or let both join one shared data plane', OPERATOR),
  DAPR1005: error('app-id behind a sidecar and behind a shared daprd',
    'Both consume the same subscriptions, and operator and manifest fight over the Service of that app-id',
    'choose one data plane for the app-id', OPERATOR),
  DAPR1006: error('Service with the name that Dapr needs',
    'The operator takes the Service over, or fails for ever to', 'rename the Service', OPERATOR),
  DAPR1007: error('dapr.io/enabled is not "true"',
    'The operator takes it for yes and the injector for no: the pod runs without daprd, without an error',
    'write "true", or leave the annotation to DaprApp', `${INJECTOR}/service/handler.go`),
  DAPR1008: error('unknown dapr.io annotation',
    'Dapr ignores annotations that it does not know', 'correct the name; for an annotation newer than this library use podAnnotations of DaprApp',
    `${INJECTOR}/annotations/annotations.go`),
  DAPR1009: error('container named daprd in the app\'s pod',
    'The injector takes the pod for injected and skips it without an error', 'rename the container', `${INJECTOR}/patcher/sidecar_patcher.go`),
  DAPR1010: warning('pods made by a controller that the injector may not know',
    'The injector skips such pods without an error unless its allowedServiceAccounts names the controller',
    'add the controller\'s service account to Dapr, then acknowledge this', `${INJECTOR}/service/injector.go`),
  DAPR1011: error('app in the namespace of Dapr\'s control plane, or marked as part of it',
    'Sentry takes the pod for a part of the control plane and refuses or overtrusts it', 'use a namespace of the app\'s own', 'dapr/dapr pkg/security/consts'),
  DAPR1012: warning('namespace known on one side only',
    'Objects without a namespace go to whatever namespace kubectl or the pipeline uses; if that differs, the app does not see them',
    'give the chart a namespace', 'dapr/dapr pkg/operator/api'),
  DAPR1013: error('resource in another namespace than the app',
    'The operator gives a daprd the resources of its own namespace only: it would be absent without an error',
    'define the resource in the app\'s namespace', 'dapr/dapr pkg/operator/api'),
  DAPR1014: error('app in another namespace than its data plane',
    'The token Secret cannot be mounted across namespaces, and components would be read from the wrong one',
    'define the shared daprd in the app\'s namespace', 'dapr/dapr pkg/operator/api'),
  DAPR1015: error('dapr.io annotation on the workload instead of the pod',
    'The injector reads pod annotations only: the pod would run without daprd', 'remove it; DaprApp annotates the pod template', `${INJECTOR}/service`),
  DAPR1016: error('selector does not match the pod labels', 'The API server rejects the workload', 'let the template carry every label of the selector', API),
  DAPR1017: error('no workload to work on', 'There is no pod to give a data plane', 'pass one construct that holds exactly one object with a pod template', 'cdk8s-dapr'),
  DAPR1018: error('hand-written annotation contradicts DaprApp',
    'One of the two values would be lost', 'remove the annotation or change the prop', 'cdk8s-dapr'),
  DAPR1019: warning('hand-written annotation that a prop sets',
    'It is kept, but other data planes do not see it: switching the data plane would lose it', 'use the prop', 'cdk8s-dapr'),
  DAPR1020: error('construct of another cdk8s App',
    'Its object is applied apart from this App, and scopes derived here would not reach it', 'use fromComponentName (or the like) in this App', 'cdk8s-dapr'),
  DAPR1021: error('invalid object name', 'The API server rejects the object', 'use lower-case letters, digits, hyphens and dots', API),
  DAPR1022: warning('annotation newer than this library', 'A Dapr that does not know it ignores it', 'check the name, then acknowledge this', `${INJECTOR}/annotations/annotations.go`),
  DAPR1023: error('no such container', 'The app would run without what it needs to reach daprd', 'name containers or init containers of the pod', 'cdk8s-dapr'),
  // Platform
  DAPR1101: error('invalid or unsupported version', 'What may be emitted depends on it', 'give major.minor or major.minor.patch, as in \'1.18\'', 'cdk8s-dapr'),
  DAPR1102: warning('version newer than this library',
    'It is treated as the newest known one', 'look for a newer release of this library, then acknowledge this', 'cdk8s-dapr'),
  DAPR1103: error('invalid platform setting', 'Certificates or addresses would not match the cluster', 'correct the setting', 'dapr/dapr pkg/security'),
  DAPR1104: error('platform set after it was read',
    'What was defined before has used other settings', 'call DaprPlatform.set before the first construct below the scope', 'cdk8s-dapr'),
  DAPR1105: error('locked platform field', 'The platform team fixed this value', 'leave the field out', 'cdk8s-dapr'),
  DAPR1106: error('newer than the declared version',
    'An older injector ignores the annotation without an error, and an older API server rejects or drops the field',
    'declare a newer version in DaprPlatform if the cluster has it', `${INJECTOR}/annotations/annotations.go`),
  // Ports, listen addresses, protocol
  DAPR2001: error('app port that daprd\'s API uses', 'daprd exits: it compares the numbers even where the app is on another host', 'use another port', DAPRD),
  DAPR2002: error('app port that daprd uses in the same pod', 'The second to bind the port fails', 'use another port', DAPRD),
  DAPR2003: error('invalid port', 'The injector ignores it: daprd runs without an app channel and delivers nothing', 'give a whole number from 1 to 65535', INJECTOR),
  DAPR2004: warning('app port that no container declares', 'daprd waits for ever for a port on which nobody listens', 'declare the containerPort, or correct appPort', 'dapr/dapr pkg/runtime/runtime.go'),
  DAPR2005: error('something to deliver, but no app port', 'Nothing is delivered, without an error', 'give appPort', 'dapr/dapr pkg/runtime'),
  DAPR2006: error('two ports of daprd are the same', 'daprd fails to bind the second', 'use different ports', DAPRD),
  DAPR2007: error('internal gRPC port differs between apps', 'A caller dials its own number on the other side: invocation fails', 'use one value everywhere, or none', 'dapr/dapr pkg/messaging/direct_messaging.go'),
  DAPR2008: error('invalid listen address', 'No listener starts, and daprd exits', 'give IP addresses without a port', 'dapr/dapr pkg/api/listen'),
  DAPR2009: error('invalid app channel', 'daprd never connects, so the app never receives', 'give a host name without scheme, path or port', 'dapr/dapr pkg/channel'),
  DAPR2010: error('host network', 'Every pod of the node would share daprd\'s ports, and host processes reach its API', 'leave hostNetwork out', API),
  DAPR2011: error('grace period too short', 'The pod is killed in the middle of its shutdown', 'raise terminationGracePeriodSeconds', 'dapr/dapr pkg/runtime'),
  DAPR2012: error('sidecar API open to the network without a token', 'Every pod that reaches it acts as the app', 'give apiTokenSecret, or listen on loopback', 'dapr/dapr pkg/api'),
  DAPR2013: warning('sidecar API open to the network', 'Every pod that holds the token acts as the app', 'restrict it by a NetworkPolicy, then acknowledge this', 'dapr/dapr pkg/api'),
  DAPR2014: warning('IPv4 address on an IPv6 cluster', 'Nothing reaches daprd', 'listen on [::]', 'dapr/dapr pkg/api/listen'),
  // Values
  DAPR3001: error('value of the wrong shape', 'The injector ignores it and uses the default, or daprd exits', 'give a value of the documented type', `${INJECTOR}/patcher/sidecar.go`),
  DAPR3002: error('invalid duration', 'daprd exits at start', 'give a Go duration such as 500ms, 5s or 1m30s', 'dapr/dapr cmd/daprd/options/options.go'),
  DAPR3003: error('invalid quantity', 'All four resource settings are dropped without an error, or daprd exits', 'give a Kubernetes quantity such as 100m or 250Mi', `${INJECTOR}/patcher/sidecar_container.go`),
  DAPR3004: error('invalid GOMEMLIMIT', 'The Go runtime aborts daprd at start', 'use goMemoryLimit, or bytes with a unit such as 900MiB', 'Go package runtime'),
  DAPR3005: error('environment variable that Dapr sets itself', 'The last one wins: certificates or identity would not match', 'leave it out', `${INJECTOR}/patcher/sidecar_container.go`),
  DAPR3006: error('secret in plain text', 'It ends in the manifest, in Git and in etcd', 'use a Secret: envFromSecret, apiTokenSecret, appTokenSecret', 'cdk8s-dapr'),
  DAPR3007: error('value that the injector would split', 'The injector takes what follows a comma and a name for a second variable', 'use envFromSecret, or another separator', `${INJECTOR}/patcher/sidecar_container.go`),
  DAPR3008: error('invalid reference to a Secret', 'The injector drops the variable without an error', 'give the name of a Secret, or name and key', `${INJECTOR}/patcher/sidecar_container.go`),
  DAPR3009: error('request above limit', 'The API server rejects the pod', 'lower the request or raise the limit', API),
  DAPR3010: error('invalid app health check', 'daprd exits, or asks a wrong URL', 'correct path, interval, timeout or threshold', 'dapr/dapr pkg/runtime/config.go'),
  DAPR3011: warning('health check path of a gRPC app', 'daprd ignores it and calls the standard gRPC health service', 'leave the path out', DAPRD),
  DAPR3012: warning('two options for one size', 'The older, deprecated one is ignored or wins by order', 'use maxBodySize and readBufferSize', DAPRD),
  DAPR3013: error('debugging without a debug image', 'The container does not start: the release image has no debugger', 'give sidecarImage', `${INJECTOR}/patcher/sidecar_container.go`),
  DAPR3014: warning('GOMEMLIMIT not below the memory limit', 'daprd is killed for memory before Go begins to save it', 'leave goMemoryLimit out: it is 90 % of the limit then', 'Go package runtime'),
  DAPR3015: error('option that this data plane cannot have', 'It would have no effect, or break the data plane', 'leave the option out', 'cdk8s-dapr'),
  DAPR3016: error('annotations too large', 'The API server rejects more than 256 KiB', 'move data elsewhere', API),
  DAPR3017: error('value of the wrong type', 'It would end as garbage in the manifest', 'give a value of the documented type; texts have no control characters', 'cdk8s-dapr'),
  // Components
  DAPR4007: error('empty scopes', 'An empty list means every app of the namespace', 'leave scopes out and let apps use the component, or set availableToNamespace', 'dapr/dapr pkg/apis/common/scoped.go'),
  DAPR4012: error('secret store that depends on itself', 'daprd waits for it for ever and reports success', 'let a secret store take its secrets from another one', 'dapr/dapr pkg/runtime/processor'),
  DAPR4013: error('component named like the built-in secret store', 'daprd exits: "already exists"', 'use another name', 'dapr/dapr pkg/runtime/runtime.go'),
  DAPR4014: error('component name used twice in a namespace', 'The second fails and daprd exits', 'give each component a name of its own', 'dapr/dapr pkg/runtime/compstore'),
  DAPR4015: warning('scope that names no app here', 'If the app-id is misspelt, nobody loads the component and calls fail', 'correct it, or acknowledge that the app is defined elsewhere', 'dapr/dapr pkg/apis/common/scoped.go'),
  DAPR4016: warning('component that nobody uses', 'Without a scope every app of the namespace loads it, and one mistake in it stops them all', 'let an app use it, give scopes, or set availableToNamespace', 'dapr/dapr pkg/operator/api/components.go'),
  DAPR4017: error('invalid component', 'daprd exits, or uses a default without an error', 'correct the value', 'dapr/dapr pkg/components/category.go'),
  // Configuration
  DAPR5001: error('invalid configuration', 'The parts contradict each other, and only one could win', 'set the value in one place', 'dapr/dapr pkg/config/configuration.go'),
  DAPR5002: warning('shared daprd with a configuration known by name only',
    'Its content is not in the fingerprint, and HotReload stays as it says: a change restarts every daprd at once',
    'use DaprConfiguration, or set HotReload to false there and acknowledge this', 'dapr/dapr docs/release_notes/v1.18.0.md'),
  // Subscriptions
  DAPR6001: error('invalid subscription', 'Nothing is delivered, without an error', 'correct topic, route or dead-letter topic', 'dapr/dapr pkg/runtime/subscription'),
  // Data planes and workloads
  DAPR7001: error('workload with two data planes', 'SDKs follow one of them; the other idles and competes for messages', 'one DaprApp for each workload', 'cdk8s-dapr'),
  DAPR7002: error('shared daprd without an API token', 'Every pod of the cluster that reaches it acts as the app', 'give apiTokenSecret, here or in DaprPlatform; to do without, set unsafeAllowUnauthenticatedApi', 'dapr/dapr pkg/api/http'),
  DAPR7003: error('token in plain text', 'It ends in the manifest, in Git and in etcd', 'give the name of a Secret with the key token', 'dapr/dapr pkg/security'),
  DAPR7004: error('app where its node-local daprd is not', 'Calls from such a node are dropped', 'give the shared DaemonSet the node selection and tolerations of its apps', 'Kubernetes internalTrafficPolicy'),
  DAPR7005: warning('app may run where its node-local daprd does not', 'Calls from such a node go to another one', 'give the shared DaemonSet the node selection and tolerations of its apps', 'Kubernetes trafficDistribution'),
  DAPR7006: error('invalid number of replicas', 'There would be no data plane, or the autoscaler cannot work', 'give at least one replica, and min not above max', 'autoscaling/v2'),
  DAPR7007: error('Job whose sidecar would not end', 'The pod waits for ever for its sidecar and the Job never completes', 'use a native sidecar', `${INJECTOR}/patcher/sidecar_patcher.go`),
  DAPR7008: error('Job with restartPolicy Always', 'The API server rejects it', 'use Never or OnFailure', API),
  DAPR7009: error('wrong identity for the data plane', 'Sentry gives a daprd one identity only: it would not start', 'leave appId out, or define another shared daprd', 'dapr/dapr pkg/sentry/server/validator/kubernetes'),
  DAPR7010: error('two receivers behind one daprd', 'A daprd delivers to one address only', 'give appPort to one of the workloads', 'dapr/dapr pkg/runtime/channels'),
  DAPR7011: error('environment variable set otherwise', 'The app would talk to another daprd, or to none', 'remove the variable from the container', 'dapr/dapr pkg/injector/patcher'),
  DAPR7012: error('dapr.io annotation on an app with a daprd outside its pod', 'A sidecar would be injected too, or the annotation does nothing', 'remove it, or give the option to the data plane', 'cdk8s-dapr'),
  DAPR7013: warning('Job with a classic sidecar', 'It completes only if the app calls POST /v1.0/shutdown at its end', 'make sure that it does, then acknowledge this', INJECTOR),
  DAPR7014: error('built-in secret store without a service account token', 'daprd exits at start: the store finds no token', 'mount the token (automountServiceAccountToken: true), or leave the store off', 'dapr/dapr pkg/runtime/runtime.go'),
  DAPR7015: error('cluster policy that the cluster cannot have', 'The API server rejects it', 'declare Kubernetes 1.36 or newer, or leave the policy out', 'Kubernetes MutatingAdmissionPolicy'),
  DAPR7030: error('pinned daprd without a full version', 'There is no image of a minor version: the pod could not pull it', 'give version as in \'1.18.2\', here or in DaprPlatform, or an image', 'cdk8s-dapr'),
  DAPR7031: warning('pinned daprd newer than its control plane', 'Dapr supports daprds that are as old as the control plane or older: a newer one may ask for what it does not know',
    'upgrade the control plane first, or pin an older version', 'dapr/dapr docs/release_notes'),
  DAPR7040: error('endpoint that SDKs read differently', 'Some SDKs fail at start, and others talk to another address', 'give https://host:port; http:// only with unsafeAllowPlainHttp', 'the settings of the five SDKs'),
  DAPR7041: warning('use that a service does not document', 'It may be accepted and never work', 'try it, then acknowledge this', 'https://docs.diagrid.io/catalyst'),
  DAPR7043: error('remote Dapr without an API token', 'Whoever reaches it acts as the app', 'give apiTokenSecret, here or in DaprPlatform; to do without, set unsafeAllowUnauthenticatedApi', 'dapr/dapr pkg/security'),
  DAPR7044: error('two app-ids that a remote Dapr cannot tell apart', 'Behind that token and address is one identity: both apps act as the same app-id, with its state, its events and its rights',
    'give each app-id a token Secret of its own', 'cdk8s-dapr docs/models.md'),
  DAPR7045: error('address at which a remote Dapr cannot call the app', 'Nothing is delivered, or a secret is in an address that many can read',
    'give an address that it reaches, as in https://orders.shop.example', 'dapr/dapr pkg/channel/http'),
  // What an app does, and what its model can carry
  DAPR8001: error('use that the model cannot carry', 'It would be accepted and never work', 'choose another data plane or workload for this app, or leave the use out', 'cdk8s-dapr docs/models.md'),
  DAPR8002: error('actors behind a shared daprd with several app replicas', 'Placement puts an actor on a daprd, which calls any replica: an actor would live in several at once', 'run one replica, use a sidecar, or host the actors over a stream', 'dapr/dapr pkg/actors'),
  DAPR8003: warning('fact about the app that nobody tells a Dapr elsewhere', 'That Dapr calls the app as often as it likes', 'limit the calls in the app, then acknowledge this', 'https://docs.diagrid.io/catalyst'),
  DAPR8004: warning('component that names localhost', 'In a pod that is daprd itself, not the machine on which the service was tried', 'give the address of the service; where it runs in the same pod or on the same machine, acknowledge this', 'Kubernetes networking'),
  DAPR8005: warning('Job with a classic sidecar that restarts in place', 'The app shuts daprd down at its end; restarted in the same pod after a failure, it may find none', 'use restartPolicy Never, which makes a new pod, or a native sidecar', `${INJECTOR}/patcher/sidecar_patcher.go`),
  // Exports
  DAPR8101: error('export where it must not be', 'cdk8s empties its output directory and takes every YAML file in it for a manifest', 'name a folder beside the output directory, and files in it', 'cdk8s-cli'),
  DAPR8102: error('something that the target has not', 'It would be ignored, or refused when it is deployed', 'leave it out of what this target gets, or choose another target', 'cdk8s-dapr docs/models.md'),
  DAPR8103: error('the target needs to know more', 'The export could not run', 'give the prop that the message names', 'cdk8s-dapr'),
  DAPR8104: error('two things of one name in an export', 'One would replace the other: there are no namespaces outside Kubernetes', 'rename one of them, or export them apart (DaprTopology.of a chart)', 'dapr/dapr pkg/internal/loader/disk'),
  DAPR8105: error('two programs of one machine with one port', 'The second to start cannot bind the port', 'give one of them another port with the prop ports', 'cdk8s-dapr'),
  DAPR8106: warning('host that perhaps only the cluster knows', 'A name without a domain is found by a name server or a hosts file of the target, or not at all: then the component fails at start',
    'say what it is there with the prop addresses, or acknowledge that the target knows it', 'cdk8s-dapr'),
  DAPR8130: error('figure that no cluster has', 'The costs of the data planes could not be counted', 'give at least one node, a whole number of replicas and a Kubernetes quantity', 'cdk8s-dapr docs/picture.md'),
  // Functions
  DAPR8010: error('port that Knative keeps for itself', 'Knative rejects the function, or its own proxy and daprd bind the same port in each pod',
    'use a port other than 8008, 8012, 8013, 8022, 8112, 9090 and 9091', `${KNATIVE}/k8s_validation.go`),
  DAPR8011: error('something to receive in a function that may be at zero', 'At zero there is nobody to take it, and nothing of it wakes the function: it waits, or is lost',
    'set autoscaling.knative.dev/min-scale to "1" or more on spec.template, or, for what Dapr calls, use a shared daprd', 'Knative autoscaling'),
  DAPR8012: error('fact about the app that does not go with a function behind a shared daprd',
    'Asking for its health keeps the function awake for ever; its address speaks no TLS, and HTTP/2 only to a port named h2c', 'leave it out: a call wakes the function', 'Knative autoscaling, networking'),
  DAPR8013: error('environment variable that Knative sets', 'Knative rejects the function', 'leave it out', `${KNATIVE}/k8s_validation.go`),
  DAPR8014: warning('traffic split that Dapr does not follow', 'Calls by app-id go to whichever revision was reconciled last, past the split',
    'use a shared daprd, whose calls go to the address of the function, or send all traffic to one revision', OPERATOR),
  DAPR8015: error('address of a function without its namespace', 'Knative answers to names with a namespace only: every call would get 404',
    'give the chart or the Knative Service a namespace, or give appChannel', 'Knative networking'),
  DAPR8016: error('OpenFunction\'s Function as the workload of an app', 'OpenFunction makes pods, daprd and app-id itself, and runs functions built on its own framework only: a plain Dapr app would not start there',
    'describe it with the construct OpenFunction, or run the app as a Knative Service or a Deployment scaled by KEDA', OPENFUNCTION),
  DAPR8017: error('component where OpenFunction cannot use it', 'The function gets no such input or output, or the controller fails',
    'give message brokers and bindings to triggers and outputs, state stores to states', OPENFUNCTION),
  DAPR8018: error('invalid OpenFunction function', 'The controller rejects it or fails on it', 'correct the value', OPENFUNCTION),
  DAPR8019: warning('something that wakes nothing, in a workload that KEDA scales to zero', 'While the workload is away the call fails or the work waits, and no broker holds anything that a trigger could count',
    'set minReplicaCount to 1; or, if a trigger foresees it (cron, a metric), acknowledge this', 'KEDA ScaledObject'),
  // Control plane
  DAPR9001: error('control plane that Diagrid Conductor manages', 'Two owners of one Helm release undo each other\'s changes', 'leave DaprControlPlane out, or managedByConductor', 'docs.diagrid.io/conductor'),
  DAPR9002: error('chart version missing or not exact', 'The next sync may bring another Dapr, by itself and more than one minor version ahead', 'give major.minor.patch, as in \'1.18.2\'', 'dapr/dapr charts/dapr'),
  DAPR9003: error('chart version contradicts the declared Dapr', 'What is emitted for apps would not be what this control plane understands', 'give daprVersion of DaprPlatform and chartVersion the same version', 'dapr/dapr charts/dapr'),
  DAPR9004: error('settings of the control plane that contradict each other', 'One of them would have no effect', 'leave one of them out', 'dapr/dapr charts/dapr'),
  DAPR9005: error('chart value that contradicts a prop', 'One of the two would be lost', 'set it by the prop only', 'dapr/dapr charts/dapr'),
  DAPR9006: error('unknown chart value', 'Helm ignores it without an error', 'correct the name', 'dapr/dapr charts/dapr/values.yaml'),
  DAPR9007: warning('chart value that this library does not know', 'Helm ignores it without an error if the chart does not know it either', 'check the name in the chart, then acknowledge this', 'dapr/dapr charts/dapr/values.yaml'),
  DAPR9008: error('secret or certificate among the chart values', 'It ends in the manifest, in Git and in etcd', 'leave it out; certificates come from certificatesSecret', 'cdk8s-dapr'),
  DAPR9009: error('certificates that this output cannot take from a Secret', 'Only Flux reads chart values from a Secret; rendered YAML and an Argo CD Application would hold the private key as text', 'put the certificates into the Secret dapr-trust-bundle (and its ca.crt into the ConfigMap of that name) and give certificatesSecret: \'dapr-trust-bundle\'', 'dapr/dapr pkg/sentry/server/ca/kube.go'),
  DAPR9010: error('helm is missing', 'The rendered form runs `helm template` at synth', 'install Helm, give helmExecutable, or use ControlPlaneOutput.flux() or .argoCd(), which need none', 'https://helm.sh/docs/intro/install'),
  DAPR9011: error('helm failed', 'There is nothing to emit', 'run the same helm command by hand', 'https://helm.sh/docs/helm/helm_template'),
  DAPR9012: error('invalid setting of the control plane', 'The chart, Flux, Argo CD or the API server rejects it, or images cannot be pulled', 'correct the value', 'dapr/dapr charts/dapr'),
  DAPR9013: error('chart of another version at the path', 'A control plane would be installed that is not the one that was pinned', 'put the chart of that version there, or correct chartVersion', 'dapr/dapr charts/dapr/Chart.yaml'),
  DAPR9014: warning('scheduler without storage', 'Jobs, actor reminders and workflows are lost when its pods restart', 'acknowledge this for a cluster for tests', 'dapr/dapr charts/dapr/charts/dapr_scheduler'),
  DAPR9015: warning('pods wait for a single injector', 'While its one replica is away, no pod at all starts in the selected namespaces', 'set haEnabled, or acknowledge this', 'dapr/dapr charts/dapr/charts/dapr_sidecar_injector'),
} as const satisfies { [code: string]: Rule };

export type Code = keyof typeof CODES;
