import { AppAddress } from '../contract';
import { INVALID_PORT } from '../daprd/option-types';
import { Problem } from '../diagnostics/finding';
import { error } from '../diagnostics/rule';
import { isDnsLabel, serviceHost } from '../kubernetes/names';
import { Expected, integer, mustBe } from '../util/values';

const INVALID_APP_CHANNEL = error('DAPR2009', {
  title: 'invalid app channel',
  why: 'daprd cannot connect to the app, and the app receives nothing',
  todo: 'use AppChannel.service with the name of a Service, or AppChannel.address with the host of the app',
  source: 'dapr/dapr pkg/channel',
});

/**
 * The address at which a daprd outside the app's pods calls the app. A sidecar ignores it and calls localhost (warning DAPR2041).
 * @example new DaprApp(chart, 'orders', { workload: web, dataPlane: DataPlane.sharedDeployment(), appPort: 8080, appChannel: AppChannel.service('orders', 80) });
 */
export class AppChannel {
  /** An existing Service in the app's namespace. */
  public static service(name: string, port: number): AppChannel {
    return new AppChannel(name, port, true);
  }

  /** Any host name and port. A scheme, a path or localhost is refused (DAPR2009). */
  public static address(host: string, port: number): AppChannel {
    return new AppChannel(host, port, false);
  }

  private constructor(
    /** Name of the Service, or host name. */
    public readonly host: string,
    /** Port of the Service or host. */
    public readonly port: number,
    private readonly isService: boolean,
  ) {}

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
      ...(expectedPort ? [{ rule: INVALID_PORT, what: mustBe('appChannel.port', expectedPort, this.port) }] : []),
    ];
  }

  /**
   * The Service that it names, if any.
   * @internal
   */
  public _service(): { name: string; port: number } | undefined {
    return this.isService ? { name: this.host, port: this.port } : undefined;
  }
}

function expectedHost(host: unknown): Expected {
  if (typeof host !== 'string' || !/^[a-zA-Z0-9]([-a-zA-Z0-9.]*[a-zA-Z0-9])?$/.test(host)) {
    return 'a host name without scheme, port or path';
  }
  return host === 'localhost' || host.startsWith('127.') ? 'the host of the app, not localhost' : undefined;
}
