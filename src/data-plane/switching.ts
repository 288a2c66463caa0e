import { Construct } from 'constructs';
import { DaprdLocation, DataPlaneConfig, IDaprApp, IDataPlane } from '../contract';
import { SharedDaprd } from './shared/daprd';
import { permitLeft } from './shared/secrets';
import { servedAppId } from '../dapr/app-id';
import { report } from '../diagnostics/report';
import { error } from '../diagnostics/rule';
import { DaprPlatform } from '../platform/dapr-platform';
import { BUILT_IN_DATA_PLANE } from '../platform/scoped-settings';
import { brand, hasBrand } from '../util/brand';

const CANNOT_SWITCH = error('DAPR7050', {
  title: 'data plane that an app cannot move from or to without lost calls',
  why: 'DataPlane.switching runs both daprds at the same time, so both must be daprds of this App',
  todo: 'use DataPlane.sidecar, sharedDaemonSet, sharedDeployment or a shared construct; otherwise set the new data plane directly',
  source: 'cdk8s-dapr',
});
const SWITCH_LOSES_CALLS = error('DAPR7051', {
  title: 'switch of data planes that loses calls',
  why: 'The operator restores the selector of the Service <app-id>-dapr of the old model, and sidecars with HotReload restart all at once when their resources change',
  todo: 'set operatorServices and hotReload to false in DaprPlatform and apply that first, or set the new data plane directly',
  source: 'dapr/dapr pkg/operator/cache/cache.go (dapr/dapr#7933)',
});

/** Objects that each kind of shared daprd needs; both kinds have the others in common. */
const OWN_OBJECTS = ['Resource', 'DisruptionBudget', 'Autoscaler'];

/** Two data planes of one app: the one that it leaves and the one that it moves to. */
export class Switching implements IDataPlane {
  public readonly model = 'DataPlane.switching';
  public readonly appId?: string;

  constructor(private readonly from: IDataPlane, private readonly to: IDataPlane) {
    this.appId = servedAppId(to) ?? servedAppId(from);
  }

  public bind(scope: Construct, app: IDaprApp): DataPlaneConfig {
    const to = this.bindOne('to', this.to, scope, app);
    if (!to) {
      return {};
    }
    const platform = DaprPlatform.of(app);
    if (platform.operatorServices || platform.hotReload) {
      const wrong = (['operatorServices', 'hotReload'] as const).filter(name => platform[name]);
      report(app, SWITCH_LOSES_CALLS, `dataPlane is DataPlane.switching, and ${wrong.join(' and ')} of DaprPlatform ${wrong.length > 1 ? 'are' : 'is'} true`);
    }
    const from = this.bindOne('from', this.from, new Construct(scope, 'From'), app);
    if (!from) {
      return to;
    }
    const leaving = sharedOf(from, this.from);
    const joining = sharedOf(to, this.to);
    if (leaving && joining) {
      permitLeft(joining, from.secretsServiceAccount!);
      // Both have the same names, so the Services select the pods of both.
      leaving._omit(id => id === 'ServiceAccount' ? joining.node.tryFindChild(id) !== undefined
        : !OWN_OBJECTS.includes(id) || leaving._kind === joining._kind);
      return to;
    }
    if (!leaving && !joining) {
      return to;
    }
    // The sidecar has the Service and the Configuration, which are the same for both.
    (leaving ?? joining)!._omit(id => id === 'Invocation' || id === 'Configuration');
    const [sidecar, shared] = leaving ? [to, from] : [from, to];
    return {
      ...sidecar,
      location: DaprdLocation.CLUSTER,
      sidecar: true,
      dataPlane: leaving ?? joining,
      daprd: shared.daprd,
      secretsServiceAccount: shared.secretsServiceAccount,
      configuration: sidecar.configuration ?? shared.configuration,
      unsupportedUses: shared.unsupportedUses,
    };
  }

  private bindOne(name: string, dataPlane: IDataPlane, scope: Construct, app: IDaprApp): DataPlaneConfig | undefined {
    const config = isSwitchable(dataPlane) ? dataPlane.bind(scope, app) : undefined;
    if (!config || config.location === DaprdLocation.REMOTE) {
      report(app, CANNOT_SWITCH, `${name} of DataPlane.switching must be a sidecar or a shared daprd of this library`);
      return undefined;
    }
    return config;
  }
}

brand(Switching.prototype, BUILT_IN_DATA_PLANE);

const isSwitchable = (dataPlane: unknown): dataPlane is IDataPlane =>
  typeof (dataPlane as IDataPlane | undefined)?.bind === 'function' && hasBrand(dataPlane as object, BUILT_IN_DATA_PLANE) && !(dataPlane instanceof Switching);

/** The shared daprd that a config belongs to, if it does not describe a sidecar. */
const sharedOf = ({ location, dataPlane }: DataPlaneConfig, given: IDataPlane): SharedDaprd | undefined =>
  location === DaprdLocation.CLUSTER ? (dataPlane ?? given) as SharedDaprd : undefined;
