/** Dapr's control plane as an Argo CD Application. */
import { Testing } from 'cdk8s';
import { ControlPlaneOutput } from 'cdk8s-dapr';
import { find } from '../../scenarios/charts';
import { argoCd, build, refused, VERSION } from '../support/control-plane';

describe('for Argo CD', () => {
  test('it is an Application with the chart of the pinned version', () => {
    const chart = build({ output: ControlPlaneOutput.argoCd() });
    expect(Testing.synth(chart).map(o => [o.apiVersion, o.kind, o.metadata])).toEqual([
      ['argoproj.io/v1alpha1', 'Application', { name: 'dapr', namespace: 'argocd' }],
    ]);
    expect(argoCd()).toMatchObject({
      project: 'default',
      source: { repoURL: 'https://dapr.github.io/helm-charts', chart: 'dapr', targetRevision: VERSION, helm: { releaseName: 'dapr' } },
      destination: { server: 'https://kubernetes.default.svc', namespace: 'dapr-system' },
    });
  });

  test('it uses server-side apply, creates the namespace, and ignores the fields that Dapr writes', () => {
    const { syncPolicy, ignoreDifferences } = argoCd();
    expect(syncPolicy).toEqual({ syncOptions: ['CreateNamespace=true', 'ServerSideApply=true', 'RespectIgnoreDifferences=true'] });
    expect(ignoreDifferences.map(({ kind, name }: any) => `${kind} ${name}`)).toEqual([
      'Secret dapr-trust-bundle', 'ConfigMap dapr-trust-bundle', 'CustomResourceDefinition subscriptions.dapr.io',
      'MutatingWebhookConfiguration dapr-sidecar-injector',
    ]);
    expect(argoCd({ createNamespace: false }).syncPolicy.syncOptions).not.toContain('CreateNamespace=true');
  });

  test('an OCI repository is emitted without oci://, as Argo CD requires', () => {
    expect(argoCd({ repository: 'oci://registry.example/charts' }).source.repoURL).toBe('registry.example/charts');
  });

  test('its own options are namespace, project, cluster and automation', () => {
    const output = ControlPlaneOutput.argoCd({ namespace: 'gitops', project: 'platform', destinationServer: 'https://prod.example', automated: true });
    const chart = build({ output });
    expect(find(chart, 'Application')).toMatchObject({
      metadata: { namespace: 'gitops' },
      spec: { project: 'platform', destination: { server: 'https://prod.example' }, syncPolicy: { automated: { prune: true, selfHeal: true } } },
    });
  });

  test('certificates are read from the Secret of Sentry only: others would be plain text in the Application', () => {
    const output = ControlPlaneOutput.argoCd();
    expect(refused({ output, certificatesSecret: 'mine' })).toEqual(['DAPR9009']);
    expect(refused({ output, certificatesSecret: 'dapr-trust-bundle' })).toEqual([]);
  });
});
