import { TOPIC_SCOPES } from './derived-topic-scopes';
import { canonicalText, Json } from '../../util/json';

/** The definition of a message broker for one app: without the topics and times of other apps, so that changing them does not restart its daprd. */
export class BrokerText {
  /** What the entries of each app are added to. */
  private common?: { readonly text: string; readonly whole: Json; readonly metadata: Json[] };

  /**
   * @param written its metadata as the user set it
   * @param derived its metadata with what is derived from an app
   */
  constructor(private readonly written: readonly Json[], private readonly derived: (appId: string) => Json[]) {}

  /** The definition for an app, from that for all. */
  public of(text: string, appId: string): string {
    if (this.common?.text !== text) {
      const whole = JSON.parse(text);
      this.common = { text, whole, metadata: (whole.spec.metadata ?? []).filter((entry: Json) => !this.isOfApps(entry)) };
    }
    const { whole, metadata } = this.common;
    const own = this.derived(appId).filter(entry => this.isOfApps(entry));
    return canonicalText({ ...whole, spec: { ...whole.spec, metadata: [...metadata, ...own] } });
  }

  private isOfApps({ name }: Json): boolean {
    return TOPIC_SCOPES.includes(name) || !this.written.some(entry => entry.name === name);
  }
}
