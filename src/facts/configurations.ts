/** Configurations and the trust domains of the apps that load them. */
import { IConstruct } from 'constructs';
import { Edges } from './edges';
import { IDaprConfiguration, IDaprPeer } from '../contract';
import { keyAt } from '../kubernetes/cluster';
import { isConstruct } from '../props/checks';
import { onePerApp } from '../synth/one-per-app';
import { oncePerSynth } from '../synth/synths';
import { Json } from '../util/json';

/** What is recorded about a Configuration. */
export interface ConfigurationFacts {
  /** Its spec; read while rendering. */
  readonly settings: () => Json;
  /** The values of its spec that the user did not set and another one may replace. */
  readonly implied?: Json;
  /** Trust domain of the apps that load it, if it sets one. */
  readonly trustDomain?: string;
  /** Whether it is derived, not written by a user: a written one takes precedence, and it has no separate object. */
  readonly isDerived?: boolean;
  /** Paths of its settings, if they are defaults of the platform: everything else takes precedence over such a derived one. */
  readonly defaultPaths?: readonly string[];
}

class Configurations {
  public readonly facts = new Map<IDaprConfiguration, ConfigurationFacts>();
  /** The derived part of a spec, by object; read while rendering. */
  public readonly derived = new Map<IConstruct, () => Json>();
  public readonly trustDomains: () => Map<string, string>;

  constructor(root: IConstruct) {
    this.trustDomains = oncePerSynth(root, () => new Map([...this.facts].flatMap(([configuration, { trustDomain }]) => trustDomain === undefined ? []
      : Edges.of(root).appsOf(configuration).map((app): [string, string] => [keyAt(app, app.appId), trustDomain]))));
  }
}

const CONFIGURATIONS = onePerApp('configurations', root => new Configurations(root));

/** Whether a value is a Configuration. */
export const isConfiguration = (value: unknown): value is IDaprConfiguration =>
  isConstruct(value) && typeof (value as IDaprConfiguration).configurationName === 'string' && (value as IDaprConfiguration).kind === 'Configuration';

/** Records facts about a Configuration. */
export function registerConfiguration(configuration: IDaprConfiguration, facts: ConfigurationFacts): void {
  CONFIGURATIONS(configuration).facts.set(configuration, facts);
}

/** The spec of a Configuration, while rendering; undefined if it is referenced by name only. */
export const settingsOf = (configuration: IDaprConfiguration): Json | undefined => CONFIGURATIONS(configuration).facts.get(configuration)?.settings();

/** Whether a Configuration is referenced by name only. */
export const isReferencedByName = (configuration: IDaprConfiguration): boolean => !CONFIGURATIONS(configuration).facts.has(configuration);

/** Whether a Configuration is derived, not written by a user. */
export const isDerived = (configuration: IDaprConfiguration): boolean => CONFIGURATIONS(configuration).facts.get(configuration)?.isDerived === true;

/** Paths of the settings of a Configuration that has the defaults of the platform. */
export const defaultPathsOf = (configuration: IDaprConfiguration): readonly string[] =>
  CONFIGURATIONS(configuration).facts.get(configuration)?.defaultPaths ?? [];

/** Whether a Configuration has the defaults of the platform. */
export const isDefault = (configuration: IDaprConfiguration): boolean =>
  CONFIGURATIONS(configuration).facts.get(configuration)?.defaultPaths !== undefined;

/** The values of a Configuration that the user did not set and another one may replace. */
export const impliedOf = (configuration: IDaprConfiguration): Json => CONFIGURATIONS(configuration).facts.get(configuration)?.implied ?? {};

/** The Configurations assigned to the daprd of an app. */
export const configurationsOf = (app: IDaprPeer): IDaprConfiguration[] => Edges.of(app).loadedBy(app).filter(isConfiguration);

/** Whether a Configuration spec enables a feature; undefined if it does not name the feature. */
export const featureIn = (spec: Json | undefined, feature: string): boolean | undefined =>
  (spec?.features as Json[] | undefined)?.find(({ name }) => name === feature)?.enabled;

/** Whether the Configurations of an app enable a feature, while rendering; undefined if none of them names it. Those of the user take precedence. */
export function featureOf(app: IDaprPeer, feature: string): boolean | undefined {
  const all = configurationsOf(app);
  if (!all.length) {
    return undefined;
  }
  const written = all.filter(each => !isDerived(each));
  const derived = all.filter(each => isDerived(each) && !isDefault(each));
  const defaults = all.filter(isDefault);
  return [...written, ...derived, ...defaults].map(configuration => featureIn(settingsOf(configuration), feature))
    .find(enabled => enabled !== undefined);
}

/** The trust domain in the certificate of an app, if a Configuration of this App sets it; read while rendering. */
export const trustDomainOf = (app: IDaprPeer): string | undefined => {
  const known = CONFIGURATIONS(app).trustDomains();
  return known.size ? known.get(keyAt(app, app.appId)) : undefined;
};

/** Records the derived part of the spec of an object. */
export function registerDerived(object: IConstruct, derived: () => Json): void {
  CONFIGURATIONS(object).derived.set(object, derived);
}

/** The derived part of the spec of an object, while rendering. */
export const derivedOf = (object: IConstruct): Json | undefined => CONFIGURATIONS(object).derived.get(object)?.();
