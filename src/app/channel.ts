import { AppAddress } from '../contract';
import { INVALID_PORT } from '../daprd/option-types';
import { Problem } from '../diagnostics/finding';
import { error } from '../diagnostics/rule';
import { isDnsLabel, serviceHost } from '../kubernetes/names';
import { Expected, integer, mustBe } from '../util/values';

const INVALID_APP_CHANNEL = error('DAPR2009', {
  title: 'invalid app channel',
  why: 'daprd never connects, so the app never receives',
  todo: 'give a host name without scheme, path or port',
  source: 'dapr/dapr pkg/channel',
});

/**
 * Where a daprd outside the app's pods calls the app. A sidecar does not need it: it calls localhost.
 */
export class AppChannel {
  /** A Service that exists, in the app's namespace, by name and port. */
  public static service(name: string, port: number): AppChannel {
    return new AppChannel(name, port, true);
  }

  /** A host name and port, whatever is behind. A scheme, a path or localhost is refused (DAPR2009). */
  public static address(host: string, port: number): AppChannel {
    return new AppChannel(host, port, false);
  }

  private constructor(private readonly host: string, private readonly port: number, private readonly isService: boolean) {}

  /** @internal */
  public _address(namespace: string | undefined, clusterDomain: string | undefined): AppAddress {
    return { host: this.isService ? serviceHost(this.host, namespace, clusterDomain) : this.host, port: this.port };
  }

  /** @internal */
  public _problems(): Problem[] {
    const expected = this.isService ? (isDnsLabel(String(this.host)) ? undefined : 'the name of a Service (a DNS label)') : expectedHost(this.host);
    const expectedPort = integer(1, 65535)(String(this.port));
    return [
      ...(expected ? [{ rule: INVALID_APP_CHANNEL, what: mustBe('appChannel', expected, this.host) }] : []),
      ...(expectedPort ? [{ rule: INVALID_PORT, what: mustBe('port of appChannel', expectedPort, this.port) }] : []),
    ];
  }

  /**
   * The Service that it names, if it names one.
   * @internal
   */
  public _service(): { name: string; port: number } | undefined {
    return this.isService ? { name: this.host, port: this.port } : undefined;
  }
}

function expectedHost(host: unknown): Expected {
  if (typeof host !== 'string' || !/^[a-zA-Z0-9]([-a-zA-Z0-9.]*[a-zA-Z0-9])?$/.test(host)) {
    return 'a host name without scheme, path and port';
  }
  return host === 'localhost' || host.startsWith('127.') ? 'the host of the app, not that of daprd itself' : undefined;
}
