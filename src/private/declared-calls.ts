import { Json } from './json';
import { keyIn } from './names';
import { IDaprPeer } from '../contract';

/** One app that may call another. */
export interface DeclaredCall {
  readonly caller: IDaprPeer;
  /** Methods that it may call, as an access policy has them; all where there is no list. */
  readonly operations?: Json[];
}

/** Who wants to know that an app is called. */
export interface CallWatcher {
  /** Somebody calls the app, for the first time or again. */
  called(): void;
}

/** Who calls whom, as declared on either side. An app counts by its id and namespace, so a name for it will do. */
export class DeclaredCalls {
  private readonly byCallee = new Map<string, DeclaredCall[]>();
  private readonly watchers = new Map<string, CallWatcher[]>();

  /** Notes that an app calls another one, which is taken to be in the caller's namespace where nobody says. */
  public add(callee: IDaprPeer, call: DeclaredCall): void {
    const key = keyIn(callee.namespace ?? call.caller.namespace, callee.appId);
    this.byCallee.set(key, [...this.byCallee.get(key) ?? [], call]);
    this.watchers.get(key)?.forEach(watcher => watcher.called());
  }

  /** Those that call an app. */
  public of({ appId, namespace }: IDaprPeer): DeclaredCall[] {
    return this.byCallee.get(keyIn(namespace, appId)) ?? [];
  }

  /** Tells as soon as somebody calls an app. */
  public watch(app: IDaprPeer, watcher: CallWatcher): void {
    const key = keyIn(app.namespace, app.appId);
    const others = this.watchers.get(key);
    if (others) {
      others.push(watcher);
    } else {
      this.watchers.set(key, [watcher]);
    }
    if (this.byCallee.has(key)) {
      watcher.called();
    }
  }
}
