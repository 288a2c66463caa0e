import { Construct } from 'constructs';
import { DAPR_APP } from './checks';
import { DaprApp } from './dapr-app';
import { DaprAppOptions } from './props';
import { OPTION_SCHEMA } from '../daprd/option-schema';
import { DaprdOptions } from '../daprd/options.generated';
import { DataPlane } from '../data-plane/data-plane';
import { reportAll } from '../diagnostics/report';
import { absent, asProblem, unknownProp } from '../props/schema';

/** Props of `SidecarApp`: the settings of the app and the options of its daprd. */
export interface SidecarAppProps extends DaprAppOptions, DaprdOptions {}

/**
 * An app with a daprd in each of its pods: a `DaprApp` with `DataPlane.sidecar()`, whose options are props of the app.
 *
 * Use `DaprApp` if the data plane may change.
 * @example new SidecarApp(chart, 'orders', { workload: web, appPort: 8080, uses: [store], logLevel: LogLevel.WARN });
 */
export class SidecarApp extends DaprApp {
  constructor(scope: Construct, id: string, props: SidecarAppProps) {
    const pick = (known: object): any => Object.fromEntries(Object.entries(props ?? {}).filter(([prop]) => Object.hasOwn(known, prop)));
    const { dataPlane, ...facts } = DAPR_APP;
    super(scope, id, { ...pick(facts), dataPlane: DataPlane.sidecar(pick(OPTION_SCHEMA)) });
    const known = Object.keys({ ...facts, ...OPTION_SCHEMA });
    reportAll(this, Object.entries(props ?? {}).filter(([prop, value]) => !known.includes(prop) && !absent(value))
      .map(([prop]) => asProblem(unknownProp(prop, prop, known))));
  }
}
