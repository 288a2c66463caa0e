import { AppProtocol } from '../contract-values';

/** The settings of a platform that decide what the ports of Services declare. */
export interface PortSettings {
  readonly serviceAppProtocol: boolean;
  readonly mtls: boolean;
}

/** Protocols of the ports of daprd, as Dapr's operator declares them since 1.19 (dapr/dapr `pkg/operator/handlers/dapr_handler.go`). */
export const PORT_PROTOCOLS = { http: 'http', grpc: 'grpc', metrics: 'http' } as const;
/** The internal port: with mTLS, a service mesh must not read it as plain HTTP/2. */
export const internalProtocol = ({ mtls }: PortSettings): string => mtls ? 'tls' : 'grpc';
/** Protocols of apps, as Kubernetes and service meshes name them (KEP-3726 for h2c). */
export const APP_PROTOCOLS: { readonly [protocol in AppProtocol]: string } = {
  [AppProtocol.HTTP]: 'http', [AppProtocol.HTTPS]: 'https', [AppProtocol.H2C]: 'kubernetes.io/h2c', [AppProtocol.GRPC]: 'grpc', [AppProtocol.GRPCS]: 'tls',
};

/** A port of a Service, with its protocol for service meshes if the platform says so. */
export const servicePort = (settings: PortSettings, name: string, port: number, appProtocol: string, targetPort = port): object =>
  ({ name, port, targetPort, protocol: 'TCP', ...(settings.serviceAppProtocol ? { appProtocol } : {}) });
