/** A certificate of the proxy, because the port forwarding of Dapr's tests always uses TLS. */
import { execFileSync } from 'child_process';
import { mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

export interface Certificate { readonly cert: Buffer; readonly key: Buffer }

/** A self-signed certificate for localhost, valid for one day, from the generator in Go's sources. */
export function certificateForLocalhost(): Certificate {
  const root = execFileSync('go', ['env', 'GOROOT'], { encoding: 'utf8' }).trim();
  const folder = mkdtempSync(join(tmpdir(), 'dapr-suite-'));
  try {
    execFileSync('go', ['run', join(root, 'src/crypto/tls/generate_cert.go'), '-host=127.0.0.1', '-ecdsa-curve=P256', '-duration=24h'], { cwd: folder, stdio: 'ignore' });
    return { cert: readFileSync(join(folder, 'cert.pem')), key: readFileSync(join(folder, 'key.pem')) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
