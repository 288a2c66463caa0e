import { IDaprPeer } from '../contract';
import { keyIn } from '../kubernetes/names';
import { Json } from '../util/json';

/** One app that may call another. */
export interface DeclaredCall {
  readonly caller: IDaprPeer;
  /** Methods that it may call, as an access policy has them; all where there is no list. */
  readonly operations?: Json[];
}

/** Who wants to know that an app is called. */
export interface CallWatcher {
  readonly app: IDaprPeer;
  /** Somebody calls the app, for the first time or again. */
  called(): void;
}

/** Who calls whom, as declared on either side. An app counts by its id and namespace, so a name for it will do. */
export class DeclaredCalls {
  private readonly byCallee = new Map<string, DeclaredCall[]>();
  private readonly watchers: CallWatcher[] = [];
  /** Watchers by the app that they watch, as far as somebody called anyone since they began. */
  private readonly byWatched = new Map<string, CallWatcher[]>();
  private known = 0;

  /** Notes that an app calls another one, which is taken to be in the caller's namespace where nobody says. */
  public add(callee: IDaprPeer, call: DeclaredCall): void {
    const key = keyIn(callee.namespace ?? call.caller.namespace, callee.appId);
    this.byCallee.set(key, [...this.byCallee.get(key) ?? [], call]);
    this.watchersOf(key).forEach(watcher => watcher.called());
  }

  /** Those that call an app. */
  public of({ appId, namespace }: IDaprPeer): DeclaredCall[] {
    return this.byCallee.get(keyIn(namespace, appId)) ?? [];
  }

  /** Tells as soon as somebody calls the app of a watcher. */
  public watch(watcher: CallWatcher): void {
    this.watchers.push(watcher);
    if (this.byCallee.size && this.of(watcher.app).length) {
      watcher.called();
    }
  }

  /** Most Apps have no calls, and need no keys. */
  private watchersOf(key: string): CallWatcher[] {
    for (const watcher of this.watchers.slice(this.known)) {
      const watched = keyIn(watcher.app.namespace, watcher.app.appId);
      this.byWatched.set(watched, [...this.byWatched.get(watched) ?? [], watcher]);
    }
    this.known = this.watchers.length;
    return this.byWatched.get(key) ?? [];
  }
}
