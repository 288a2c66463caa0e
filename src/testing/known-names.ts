/** The components and apps that an App defines or references: a question about another name is probably misspelt. */
import { IConstruct } from 'constructs';
import { NOT_IN_STACK } from './rules';
import { IDaprApp } from '../contract';
import { Diagnostics } from '../diagnostics/diagnostics';
import { APPS, PEERS } from '../facts/apps';
import { Edges } from '../facts/edges';
import { Objects } from '../facts/objects';
import { nearest } from '../kubernetes/names';
import { describe } from '../util/values';

/** Advice with a similar known name, if there is one. */
export const didYouMean = (name: string, known: readonly string[]): string | undefined => {
  const like = nearest(String(name), known.filter(each => each !== name));
  return like === undefined ? undefined : `did you mean '${like}'?`;
};

export class KnownNames {
  public static of(at: IDaprApp): KnownNames {
    return new KnownNames(at);
  }

  private constructor(private readonly at: IDaprApp) {}

  /** Throws for a component that the App neither defines nor uses. */
  public checkComponent(name: string): void {
    this.check('component', name, componentsOf(this.at));
  }

  /** Throws for an app that the App neither defines nor references. */
  public checkApp(appId: string): void {
    this.check('app', appId, [...APPS.of(this.at), ...PEERS.of(this.at)].map(app => app.appId));
  }

  private check(what: string, name: string, known: readonly string[]): void {
    if (!known.includes(name)) {
      throw Diagnostics.fatal({ at: this.at, rule: NOT_IN_STACK, what: `${what} ${describe(name)} is not in the stack`, todo: didYouMean(name, known) });
    }
  }
}

/** Names of the components that objects define or apps use by name. */
export const componentsOf = (at: IConstruct): string[] => [
  ...Objects.of(at).ofKind('Component', 'dapr.io').map(({ name }) => name),
  ...APPS.of(at).flatMap(app => Edges.of(app).from(app).flatMap(({ resource }) => resource?.kind === 'Component' ? resource.resourceName : [])),
];
