// Ships orders: receives the events of a topic, and lists those received.
const { createServer } = require('http');

const shipped = [];

createServer(async (request, response) => {
  if (request.url === '/shipments' && request.method === 'POST') {
    let body = '';
    for await (const chunk of request) {
      body += chunk;
    }
    shipped.push(JSON.parse(body).data.id);
    response.writeHead(200).end();
  } else {
    response.writeHead(request.url === '/shipments' ? 200 : 404).end(JSON.stringify(shipped));
  }
}).listen(Number(process.env.APP_PORT), '127.0.0.1');
