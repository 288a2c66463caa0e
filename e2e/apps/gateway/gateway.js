// Terminates TLS and forwards the bytes. ROUTES: PORT=PROTOCOL=HOST:PORT,…
const { readFileSync } = require('fs');
const net = require('net');
const tls = require('tls');

const [cert, key] = ['tls.crt', 'tls.key'].map(name => readFileSync(`/tls/${name}`));
for (const route of process.env.ROUTES.split(',')) {
  const [port, protocol, target] = route.split('=');
  const [host, targetPort] = target.split(':');
  tls.createServer({ cert, key, ALPNProtocols: [protocol] }, client => {
    const upstream = net.connect(Number(targetPort), host);
    for (const [from, to] of [[client, upstream], [upstream, client]]) {
      from.on('error', () => to.destroy()).pipe(to);
    }
  }).listen(Number(port));
}
process.on('SIGTERM', () => process.exit(0));
