import { AppAddress } from '../contract';
import { Problem } from '../diagnostics/finding';
import { isDnsLabel, serviceHost } from '../kubernetes/names';
import { describe, integer } from '../util/values';

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
      ...(wrong ? [{ code: 'DAPR2009' as const, what: wrong }] : []),
      ...(wrongPort ? [{ code: 'DAPR2003' as const, what: `port of the app channel: ${wrongPort}` }] : []),
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
