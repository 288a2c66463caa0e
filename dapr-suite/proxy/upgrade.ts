/** Port forwarding and the like: an upgraded connection passes through in both directions. */
import { ClientRequest, IncomingMessage } from 'http';
import { Duplex } from 'stream';

/** The head of an answer, with its headers as they were sent. */
function headOf({ statusCode, statusMessage, rawHeaders }: IncomingMessage): string {
  const headers = rawHeaders.flatMap((name, at) => at % 2 ? [] : [`${name}: ${rawHeaders[at + 1]}\r\n`]);
  return `HTTP/1.1 ${statusCode} ${statusMessage}\r\n${headers.join('')}\r\n`;
}

/** Connects a client with the server that `sent` asks for an upgrade; `first` is what the client sent after its request. */
export function passUpgrade(client: Duplex, first: Buffer, sent: ClientRequest): void {
  client.on('error', () => sent.destroy());
  sent.on('upgrade', (answer, server, head) => {
    client.write(headOf(answer));
    client.write(head);
    server.write(first);
    client.on('close', () => server.destroy());
    server.on('error', () => client.destroy()).on('close', () => client.destroy());
    server.pipe(client).pipe(server);
  });
  // A refusal: its body has the reason.
  sent.on('response', answer => {
    client.write(headOf(answer));
    answer.pipe(client);
  });
  sent.on('error', () => client.destroy()).end();
}
