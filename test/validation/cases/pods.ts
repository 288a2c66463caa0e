/** Pods, their annotations and what leads to them. */
import { Case } from './case';
import { app, component, container, cron, inMemory, kind, named, resiliency, resource, scaled, service, without } from '../../support/manifests';

const annotations = (place: 'pod' | 'template' | 'spec', given: object): any => {
  const object = without('enabled');
  delete object.spec.template.metadata.annotations;
  const at = place === 'pod' ? object.spec.template.metadata : place === 'template' ? object.spec.template : place === 'spec' ? object.spec.template.spec : object.spec;
  at.annotations = given;
  return object;
};
const path = 'spec.template.metadata.annotations';
const ingress = (name: string): any => ({
  apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name: 'front' }, spec: { defaultBackend: { service: { name, port: { number: 80 } } } },
});
const kafka = component([{ name: 'brokers', value: 'k:9092' }, { name: 'direction', value: 'input' }], { scopes: ['web'] }, 'bindings.kafka', 'orders');

export const POD_CASES: Case[] = [
  ['Dapr in capitals', 'DAPR1008', `${path}['Dapr.io/enabled'] is not an annotation that Dapr reads; did you mean dapr.io/enabled?`, [annotations('pod', { 'Dapr.io/enabled': 'true' })]],
  ['an unknown name with Dapr in capitals', 'DAPR1008', `${path}['DAPR.IO/color'] is not an annotation that Dapr reads`, [annotations('pod', { 'DAPR.IO/color': 'x' })]],
  ['dapr without its domain', 'DAPR1008', `${path}['dapr/app-id'] is not an annotation that Dapr reads; did you mean dapr.io/app-id?`, [annotations('pod', { 'dapr/app-id': 'web' })]],
  ['a dot instead of the slash', 'DAPR1008', `${path}['dapr.io.enabled'] is not an annotation that Dapr reads`, [annotations('pod', { 'dapr.io.enabled': 'true' })]],
  ['annotations in the pod spec', 'DAPR1015', `spec.template.spec.annotations['dapr.io/enabled'] must be in ${path}; the API server drops it here`, [annotations('spec', { 'dapr.io/enabled': 'true' })]],
  ['annotations in the pod template', 'DAPR1015', `spec.template.annotations['dapr.io/enabled'] must be in ${path}`, [annotations('template', { 'dapr.io/enabled': 'true' })]],
  ['annotations in the spec of the workload', 'DAPR1015', `spec.annotations['dapr.io/enabled'] must be in ${path}`, [kind('Deployment', without('enabled'), { annotations: { 'dapr.io/enabled': 'true' } })]],
  ['annotations in the spec of a Pod', 'DAPR1015', 'spec.annotations[\'dapr.io/enabled\'] must be in metadata.annotations', [{
    apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { annotations: { 'dapr.io/enabled': 'true' }, containers: [container()] },
  }]],
  ['an empty annotation', 'DAPR3070', `${path}['dapr.io/unix-domain-socket-path'] must be set; got ''`, [app({ 'unix-domain-socket-path': '' })]],
  ['an empty annotation with a default', 'DAPR3001', `${path}['dapr.io/log-level'] must be`, [app({ 'log-level': '' })]],
  ['a name that is too long for its kind', 'DAPR1027', 'name of the CronJob must be at most 52 characters; got 53', [{
    apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'a'.repeat(53) }, spec: { jobTemplate: { spec: { template: app({}, { restartPolicy: 'Never' }).spec.template } } },
  }]],
  ['a label that is a number', 'DAPR1026', 'label beta must be a label value; got 1', [app({}, {}, { labels: { beta: 1 } })]],
  ['a Service that leads to a daprd on loopback', 'DAPR2050', 'spec.ports[0] leads to port 3500 of the sidecar of app \'web\', which listens on loopback only', [app(), service({ port: 80, targetPort: 3500 })]],
  ['a Service that leads to the port of the injector by name', 'DAPR2050', 'spec.ports[1] leads to port dapr-grpc of the sidecar of app \'web\'', [app(), service({ port: 80, targetPort: 8080 }, { port: 50001, targetPort: 'dapr-grpc' })]],
  ['a Service that leads to a declared port by name', 'DAPR2050', 'spec.ports[0] leads to port api of the sidecar of app \'web\'',
    [app({}, { containers: [container({ ports: [{ containerPort: 8080 }, { name: 'api', containerPort: 3500 }] })] }), service({ port: 80, targetPort: 'api' })]],
  ['an Ingress that leads to a daprd on loopback', 'DAPR2050', 'Ingress front leads to Service \'web-dapr\' of the sidecar of app \'web\', which listens on loopback only', [app(), ingress('web-dapr')]],
  ['a cron binding of an app with three replicas', 'DAPR3170', 'binding \'tick\' of type bindings.cron calls the app from each daprd, and there are several: Deployment web has 3 replicas', [kind('Deployment', app(), { replicas: 3 }), cron]],
  ['a cron binding of a DaemonSet', 'DAPR3170', 'binding \'tick\' of type bindings.cron calls the app from each daprd, and there are several: DaemonSet web is a DaemonSet', [kind('DaemonSet', app()), cron]],
  ['a cron binding of an app with an autoscaler', 'DAPR3170', 'Deployment web has 1 to 5 replicas (HorizontalPodAutoscaler web)', [app(), cron, scaled('HorizontalPodAutoscaler', { maxReplicas: 5 })]],
  ['a cron binding of an app that KEDA scales', 'DAPR3170', 'Deployment web has 0 to 100 replicas (ScaledObject web)', [app(), cron, scaled('ScaledObject', {})]],
  ['a cron binding of an app without a port', 'DAPR2005', `${path}['dapr.io/app-port'] must be set: binding 'tick' of type bindings.cron calls the app`, [without('app-port'), cron]],
  ['an input binding of an app without a port', 'DAPR2005', `${path}['dapr.io/app-port'] must be set: binding 'orders' of type bindings.kafka calls the app`, [without('app-port'), kafka]],
  ['fixed replicas of an app with an autoscaler', 'DAPR8051', 'spec.replicas is 2, and HorizontalPodAutoscaler web scales the workload', [kind('Deployment', app(), { replicas: 2 }), scaled('HorizontalPodAutoscaler', { maxReplicas: 5 })]],
  ['fixed replicas of an app that KEDA scales', 'DAPR8051', 'spec.replicas is 2, and ScaledObject web scales the workload', [kind('Deployment', app(), { replicas: 2 }), scaled('ScaledObject', {})]],
  ['a store in memory of an app with two replicas', 'DAPR4024', 'state.in-memory is local to each daprd, and there are several: Deployment web has 2 replicas', [kind('Deployment', app(), { replicas: 2 }), inMemory()]],
  ['a store in memory with scopes', 'DAPR4024', 'state.in-memory is local to each daprd, and there are several: Deployment b has 2 replicas', [named('a'), kind('Deployment', named('b'), { replicas: 2 }), inMemory(['a', 'b'])]],
  ['an input binding with a retry over HTTP', 'DAPR9140', 'binding \'tick\' calls the app over HTTP with the retry of Resiliency slow', [app(), cron, resiliency({ retries: { r: { policy: 'constant' } } }, { components: { tick: { inbound: { retry: 'r' } } } })]],
  ['an entry of metadata with an empty name', 'DAPR4070', 'spec.metadata[0].name must not be empty', [resource('Component', 'secrets', { type: 'secretstores.kubernetes', version: 'v1', metadata: [{ name: '' }] })]],
];
