import { AppAddress } from '../contract';
import { INVALID_PORT } from '../daprd/options';
import { Problem } from '../diagnostics/finding';
import { error } from '../diagnostics/rule';
import { isDnsLabel, serviceHost } from '../kubernetes/names';
import { describe, integer } from '../util/values';

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
    const wrong = this.isService ? !isDnsLabel(String(this.host)) && `service name ${describe(this.host)} is no DNS label` : wrongHost(this.host);
    const wrongPort = integer(1, 65535)(String(this.port));
    return [
      ...(wrong ? [{ rule: INVALID_APP_CHANNEL, what: wrong }] : []),
      ...(wrongPort ? [{ rule: INVALID_PORT, what: `port of the app channel: ${wrongPort}` }] : []),
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

function wrongHost(host: unknown): string | undefined {
  if (typeof host !== 'string' || !/^[a-zA-Z0-9]([-a-zA-Z0-9.]*[a-zA-Z0-9])?$/.test(host)) {
    return `address ${describe(host)} is more or less than a host name`;
  }
  return host === 'localhost' || host.startsWith('127.') ? `address ${describe(host)} is the daprd itself` : undefined;
}
