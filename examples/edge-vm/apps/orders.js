// Accepts orders: saves each in the state store and publishes it. Asks shipping, by its app ID, for its shipments.
const { createServer } = require('http');

const dapr = process.env.DAPR_HTTP_ENDPOINT;
const headers = { 'content-type': 'application/json', 'dapr-api-token': process.env.DAPR_API_TOKEN ?? '' };
const call = (path, method = 'GET', body) => fetch(`${dapr}/v1.0/${path}`, { method, headers, body: body && JSON.stringify(body) });

createServer(async (request, response) => {
  try {
    const [, what, id] = request.url.split('/');
    if (what === 'orders' && request.method === 'PUT') {
      const saved = await call('state/orders-store', 'POST', [{ key: id, value: { id, greeting: process.env.GREETING } }]);
      const told = await call('publish/events/orders', 'POST', { id });
      response.writeHead(saved.ok && told.ok ? 204 : 502).end();
    } else if (what !== 'orders' && what !== 'shipments') {
      response.writeHead(404).end();
    } else {
      const answer = await call(what === 'orders' ? `state/orders-store/${id}` : 'invoke/shipping/method/shipments');
      response.writeHead(answer.status).end(await answer.text());
    }
  } catch (error) {
    response.writeHead(500).end(String(error));
  }
}).listen(Number(process.env.APP_PORT), '127.0.0.1');
