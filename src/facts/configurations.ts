/** What Configurations say, and to which certificates they lead. */
import { IConstruct } from 'constructs';
import { Edges } from './edges';
import { IDaprConfiguration, IDaprPeer } from '../contract';
import { keyIn } from '../kubernetes/names';
import { onePerApp } from '../synth/one-per-app';
import { onceASynth } from '../synth/synths';
import { Json } from '../util/json';

/** What a Configuration tells of itself. */
export interface ConfigurationFacts {
  /** Its spec; to be read while rendering. */
  readonly settings: () => Json;
  /** Trust domain of the apps that read it, where it names one. */
  readonly trustDomain?: string;
  /** Whether nobody wrote it: it gives way to what somebody did, and has no object of its own. */
  readonly isDerived?: boolean;
}

class Configurations {
  public readonly facts = new Map<IDaprConfiguration, ConfigurationFacts>();
  /** What of a spec is derived, by the object; to be read while rendering. */
  public readonly derived = new Map<IConstruct, () => Json>();
  public readonly trustDomains: () => Map<string, string>;

  constructor(root: IConstruct) {
    this.trustDomains = onceASynth(root, () => new Map([...this.facts].flatMap(([configuration, { trustDomain }]) => trustDomain === undefined ? []
      : Edges.of(root).appsOf(configuration).map(({ namespace, appId }): [string, string] => [keyIn(namespace, appId), trustDomain]))));
  }
}

const CONFIGURATIONS = onePerApp('configurations', root => new Configurations(root));

/** True for what is a Configuration. */
export const isConfiguration = (value: unknown): value is IDaprConfiguration =>
  typeof (value as IDaprConfiguration | undefined)?.configurationName === 'string' && (value as IDaprConfiguration).kind === 'Configuration';

/** Notes what a Configuration says. */
export function noteConfiguration(configuration: IDaprConfiguration, facts: ConfigurationFacts): void {
  CONFIGURATIONS(configuration).facts.set(configuration, facts);
}

/** The spec of a Configuration, while rendering; nothing where only its name is known. */
export const settingsOf = (configuration: IDaprConfiguration): Json | undefined => CONFIGURATIONS(configuration).facts.get(configuration)?.settings();

/** Whether only the name of a Configuration is known. */
export const isKnownByName = (configuration: IDaprConfiguration): boolean => !CONFIGURATIONS(configuration).facts.has(configuration);

/** Whether nobody wrote a Configuration. */
export const isDerived = (configuration: IDaprConfiguration): boolean => CONFIGURATIONS(configuration).facts.get(configuration)?.isDerived === true;

/** The Configurations that the daprd of an app is meant to read. */
export const configurationsOf = (app: IDaprPeer): IDaprConfiguration[] => Edges.of(app).loadedBy(app).filter(isConfiguration);

/** The trust domain in the certificate of an app, where a Configuration of this App gives it one; to be read while rendering. */
export const trustDomainOf = (app: IDaprPeer): string | undefined => CONFIGURATIONS(app).trustDomains().get(keyIn(app.namespace, app.appId));

/** Notes what of the spec of an object nobody wrote. */
export function noteDerived(object: IConstruct, derived: () => Json): void {
  CONFIGURATIONS(object).derived.set(object, derived);
}

/** What of the spec of an object nobody wrote, while rendering. */
export const derivedOf = (object: IConstruct): Json | undefined => CONFIGURATIONS(object).derived.get(object)?.();
