/** What an app's daprd may do and who may call it, derived from what the app declares: a part of its Configuration. */
import { Construct } from 'constructs';
import { derivedApis } from './apis';
import { DerivedPart } from '../../configuration-merge/merge';
import { IDaprApp, IDaprComponent, IDaprResource } from '../../contract';
import { secretsRead } from '../../dapr/secret-reader';
import { Diagnostics, Finding } from '../../diagnostics/diagnostics';
import { CallWatcher, DeclaredCall } from '../../facts/declared-calls';
import { Registry } from '../../facts/registry';
import { BUILTIN_STORE, keyIn } from '../../kubernetes/names';
import { DaprPlatform } from '../../platform/dapr-platform';
import { AccessAction, DaprApi } from '../../resources/configuration/access';
import { apiRules, PUBLIC_TRUST_DOMAIN } from '../../resources/configuration/access-spec';
import { grouped } from '../../util/grouped';
import { given, Json } from '../../util/json';

export class AppAccess implements CallWatcher {
  private readonly apis: DaprApi[] = [];
  private readonly platform: DaprPlatform;
  private part?: DerivedPart;
  private isCalled = false;

  constructor(public readonly app: Construct & IDaprApp) {
    this.platform = DaprPlatform.of(app);
  }

  /** To be called once it is known where the app's daprd lives. */
  public watch(): void {
    const { app, platform: { derivedAccess, mtls } } = this;
    if (derivedAccess.accessControl && mtls) {
      Registry.of(app).calls.watch(this);
    }
    if (derivedAccess.apiAllowList) {
      this.ensure();
    }
  }

  /** Notes an API that no other declaration implies. */
  public usesApi(api: DaprApi): void {
    this.apis.push(api);
  }

  /** Notes that the app itself uses a component. */
  public uses(component: IDaprComponent): void {
    Registry.of(this.app).usedByApps.add(this.key(component.componentName));
  }

  /** Notes that its daprd loads something. */
  public loads(resource: IDaprResource): void {
    if (this.platform.derivedAccess.secretScopes && Registry.of(this.app).storesOfComponents.has(resource)) {
      this.ensure();
    }
  }

  /** Notes that it reads a Secret. */
  public readsSecret(): void {
    if (this.platform.derivedAccess.secretScopes) {
      this.ensure();
    }
  }

  public called(): void {
    if (!this.isCalled) {
      this.isCalled = true;
      Diagnostics.of(this.app).check(() => this.unknownNamespaces());
    }
    this.ensure();
  }

  /** A Dapr elsewhere reads nothing that is defined here. */
  private ensure(): void {
    const { app } = this;
    if (!this.part && !app.daprElsewhere) {
      this.part = new DerivedPart(app, 'DerivedAccess', () => this.spec());
      app.addResource(this.part);
    }
  }

  private spec(): Json {
    const { app, platform: { derivedAccess, mtls, daprVersion } } = this;
    const policies = derivedAccess.accessControl && mtls ? this.policies() : [];
    const scopes = derivedAccess.secretScopes ? this.secretScopes() : [];
    const allowed = derivedAccess.apiAllowList ? derivedApis(app, this.apis, store => this.isUsed(store)).map(api => ({ api })) : [];
    return {
      ...(policies.length ? { accessControl: { defaultAction: AccessAction.DENY, policies } } : {}),
      ...(allowed.length ? { api: { allowed: apiRules(allowed, daprVersion) } } : {}),
      ...(scopes.length ? { secrets: { scopes } } : {}),
    };
  }

  /** One for each caller; none at all where Dapr could not tell one of them. */
  private policies(): Json[] {
    const byCaller = grouped(Registry.of(this.app).calls.of(this.app), call => `${this.namespaceOf(call)}/${call.caller.appId}`);
    return this.unknownNamespaces().length ? [] : [...byCaller].sort(([a], [b]) => a < b ? -1 : 1).map(([, calls]) => this.policy(calls));
  }

  private policy(calls: DeclaredCall[]): Json {
    const { caller } = calls[0];
    const operations = calls.flatMap(call => call.operations ?? []);
    return given({
      appId: caller.appId,
      defaultAction: operations.length ? AccessAction.DENY : AccessAction.ALLOW,
      trustDomain: Registry.of(this.app).trustDomainOf(caller) ?? PUBLIC_TRUST_DOMAIN,
      namespace: this.namespaceOf(calls[0]),
      operations,
    });
  }

  private namespaceOf({ caller }: DeclaredCall): string | undefined {
    return caller.namespace ?? this.app.namespace;
  }

  /** Callers that no policy could name. */
  private unknownNamespaces(): Finding[] {
    const { app } = this;
    return Registry.of(app).calls.of(app).filter(call => this.namespaceOf(call) === undefined)
      .map(({ caller }) => ({ at: app, code: 'DAPR3252', what: `'${caller.appId}' calls it, and the namespace of neither is known` }));
  }

  /** Of Kubernetes what the app reads, and nothing of a store that only its components need. */
  private secretScopes(): Json[] {
    const { app } = this;
    const stores = Registry.of(app).storesOfComponents;
    const names = [...new Set(app.resources.filter(resource => stores.has(resource)).map(({ resourceName }) => resourceName))];
    const secrets = secretsRead([app]);
    return [
      ...(secrets.length ? [{ storeName: BUILTIN_STORE, defaultAccess: AccessAction.DENY, allowedSecrets: secrets }] : []),
      ...names.filter(name => !this.isUsed(name) && !(secrets.length && name === BUILTIN_STORE))
        .map(storeName => ({ storeName, defaultAccess: AccessAction.DENY })),
    ];
  }

  /** Whether the app, or another behind the same daprd, uses a component itself. */
  private isUsed(component: string): boolean {
    return Registry.of(this.app).usedByApps.has(this.key(component));
  }

  private key(component: string): string {
    return keyIn(this.app.namespace, this.app.appId, component);
  }
}
