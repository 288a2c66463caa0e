/** Puts a Service behind TLS, with a certificate of a private CA. */
import { execFileSync } from 'child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ApiObject } from 'cdk8s';
import { ConfigMap, Secret, Volume } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { testApp } from './apps';

export const HTTPS_PORT = 8443;
export const GRPC_PORT = 9443;

export interface Certificates {
  /** Certificate of the CA, PEM. */
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

/** A CA and a certificate for one name, valid for two days. */
export function certificates(host: string): Certificates {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-dapr-e2e-'));
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  try {
    openssl('req', '-x509', ...newKey, '-keyout', 'ca.key', '-out', 'ca.crt', '-days', '2', '-subj', '/CN=cdk8s-dapr e2e CA');
    openssl('req', ...newKey, '-keyout', 'tls.key', '-out', 'tls.csr', '-subj', '/CN=gateway');
    writeFileSync(join(folder, 'extensions'), `subjectAltName=DNS:${host}\nbasicConstraints=CA:FALSE\n`);
    openssl('x509', '-req', '-in', 'tls.csr', '-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', '-extfile', 'extensions', '-out', 'tls.crt');
    return { ca: read('ca.crt'), cert: read('tls.crt'), key: read('tls.key') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A Deployment and Service `gateway` in front of the two APIs of a daprd; it terminates TLS and forwards bytes. */
export function gateway(scope: Construct, daprd: string, { cert, key }: Certificates): void {
  const program = new ConfigMap(scope, 'gateway-program', {
    data: { 'gateway.js': readFileSync(join(__dirname, 'apps', 'gateway', 'gateway.js'), 'utf8') },
  });
  const tls = new Secret(scope, 'gateway-tls', { stringData: { 'tls.crt': cert, 'tls.key': key } });
  const { containers: [main] } = testApp(scope, 'gateway', {
    program: '/gateway/gateway.js', port: HTTPS_PORT, env: { ROUTES: `${HTTPS_PORT}=http/1.1=${daprd}:3500,${GRPC_PORT}=h2=${daprd}:50001` },
  });
  main.mount('/gateway', Volume.fromConfigMap(scope, 'program-volume', program));
  main.mount('/tls', Volume.fromSecret(scope, 'tls-volume', tls));
  new ApiObject(scope, 'gateway-service', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'gateway' },
    spec: { selector: { app: 'gateway' }, ports: [{ name: 'https', port: HTTPS_PORT }, { name: 'grpc', port: GRPC_PORT }] },
  });
}
