import { Construct } from 'constructs';
import { IDaprApp } from '../contract';
import { Diagnostics } from '../diagnostics/diagnostics';
import { Registry } from '../facts/registry';
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

  /**
   * Host and port; what is wrong with them is reported about the app.
   * @internal
   */
  public _resolve(app: Construct & IDaprApp, clusterDomain: string | undefined): { host: string; port: number } {
    const wrong = this.isService ? !isDnsLabel(String(this.host)) && `service name ${describe(this.host)} is no DNS label` : wrongHost(this.host);
    if (wrong) {
      Diagnostics.of(app).report(app, 'DAPR2009', wrong);
    }
    if (this.isService) {
      Registry.of(app).channels.push({ app, name: this.host, port: this.port });
    }
    const wrongPort = integer(1, 65535)(String(this.port));
    if (wrongPort) {
      Diagnostics.of(app).report(app, 'DAPR2003', `port of the app channel: ${wrongPort}`);
    }
    return { host: this.isService ? serviceHost(this.host, app.namespace, clusterDomain) : this.host, port: this.port };
  }
}

function wrongHost(host: unknown): string | undefined {
  if (typeof host !== 'string' || !/^[a-zA-Z0-9]([-a-zA-Z0-9.]*[a-zA-Z0-9])?$/.test(host)) {
    return `address ${describe(host)} is more or less than a host name`;
  }
  return host === 'localhost' || host.startsWith('127.') ? `address ${describe(host)} is the daprd itself` : undefined;
}
