/** Permission of a daprd to read from the API server what its components need. */
import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { IDaprPeer } from '../contract';
import { boundRole } from '../dapr/bound-role';
import { report } from '../diagnostics/report';
import { error } from '../diagnostics/rule';
import { ApiServerUse, apiServerUsesOf } from '../facts/api-server';
import { componentReaderName } from '../kubernetes/names';
import { omitChild } from '../synth/omitted-objects';
import { oncePerSynth } from '../synth/synths';
import { canonicalText, Json } from '../util/json';
import { describe } from '../util/values';

const ACCOUNT_WITHOUT_NAMESPACE = error('DAPR4060', {
  title: 'access to another namespace for a service account without a known namespace',
  why: 'A RoleBinding looks for a subject without a namespace in its own namespace, so that another service account would get the permission',
  todo: 'set the namespace of the chart or of the workload',
  source: 'kubernetes pkg/registry/rbac/validation/rule.go',
});

export interface ComponentAccessProps {
  readonly appId: string;
  readonly namespace?: string;
  /** The apps of the daprd; read while rendering. */
  readonly apps: () => readonly IDaprPeer[];
  /** Names of the service accounts of the pods of the daprd; read while rendering. */
  readonly accounts: () => readonly string[];
}

/**
 * A Role in each namespace that the components of a daprd read from, bound to its service accounts.
 *
 * The service account `default` gets no permission, because every pod of the namespace without a service account would have it.
 */
export class ComponentAccess {
  private readonly namespaces = new Set<string | undefined>();

  constructor(private readonly scope: Construct, private readonly props: ComponentAccessProps) {}

  /** Defines what one more component needs; returns the new objects. */
  public add({ namespace = this.props.namespace }: ApiServerUse): ApiObject[] {
    if (this.namespaces.has(namespace)) {
      return [];
    }
    this.namespaces.add(namespace);
    if (namespace !== undefined && this.props.namespace === undefined) {
      report(this.scope, ACCOUNT_WITHOUT_NAMESPACE, `a component reads from namespace ${describe(namespace)}, and the namespace of app ID '${this.props.appId}' is unknown`);
    }
    return this.define(namespace);
  }

  private define(namespace: string | undefined): ApiObject[] {
    const { scope, props } = this;
    const suffix = namespace === props.namespace ? '' : `-${namespace}`;
    const rules = oncePerSynth(scope, () => this.rules(namespace));
    const accounts = oncePerSynth(scope, () => [...new Set(props.accounts())].filter(account => account !== 'default').sort());
    const objects = boundRole(scope, {
      ids: [`ComponentReader${suffix}`, `ComponentReaderBinding${suffix}`],
      name: componentReaderName(props.appId),
      namespace,
      rules,
      accounts,
      accountNamespace: props.namespace,
    });
    objects.forEach(object => omitChild(object, () => rules().length === 0 || accounts().length === 0));
    return objects;
  }

  /** The rules for one namespace, each once, in an order that does not depend on the declarations. */
  private rules(namespace: string | undefined): Json[] {
    const { apps, namespace: own } = this.props;
    const rules = apps().flatMap(app => apiServerUsesOf(app).filter(use => (use.namespace ?? own) === namespace).flatMap(use => use.rules(app)));
    return [...new Map(rules.map(rule => [canonicalText(rule), rule])).entries()].sort(([a], [b]) => a < b ? -1 : 1).map(([, rule]) => rule);
  }
}
