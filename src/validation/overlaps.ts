import { Manifest, together } from './manifest';

/** Objects with the same key that one app may load, each found once for the object that comes later. */
export class Overlaps {
  /** Earlier objects by key, and by key and app; `*` stands for objects that every app loads. */
  private readonly earlier = new Map<string, Manifest[]>();

  /** The earlier objects with the key that share an app with this one. Records this one. */
  public of(key: string, object: Manifest): Manifest[] {
    const scopes = object.scopes?.length ? object.scopes : undefined;
    const found = (scopes ? [...scopes, '*'].map(appId => `${key} ${appId}`) : [key]).flatMap(each => this.earlier.get(each) ?? []);
    for (const each of [key, ...(scopes ?? ['*']).map(appId => `${key} ${appId}`)]) {
      this.earlier.set(each, this.earlier.get(each) ?? []);
      this.earlier.get(each)!.push(object);
    }
    return [...new Set(found)].filter(other => together(other, object));
  }
}
