// Stores the last order in a state store. Uses only Node's standard library.
const http = require('http');

const { APP_PORT = '3000', APP_API_TOKEN, DAPR_API_TOKEN, DAPR_HTTP_PORT = '3500' } = process.env;
const dapr = process.env.DAPR_HTTP_ENDPOINT ?? `http://127.0.0.1:${DAPR_HTTP_PORT}`;
const headers = { 'content-type': 'application/json', ...(DAPR_API_TOKEN ? { 'dapr-api-token': DAPR_API_TOKEN } : {}) };
const state = `${dapr}/v1.0/state/statestore`;

async function saveOrder({ data }) {
  const answer = await fetch(state, { method: 'POST', headers, body: JSON.stringify([{ key: 'order', value: data }]) });
  if (!answer.ok) {
    throw new Error(`state store answered ${answer.status}`);
  }
  console.log(`saved order ${data.orderId}`);
}

async function readOrder() {
  const answer = await fetch(`${state}/order`, { headers });
  return answer.status === 200 ? answer.text() : 'null';
}

function body(request) {
  return new Promise((resolve, reject) => {
    let text = '';
    request.on('data', chunk => { text += chunk; }).on('end', () => resolve(text)).on('error', reject);
  });
}

async function handle(request, response) {
  switch (`${request.method} ${request.url}`) {
    case 'GET /healthz':
      return response.end('ok');
    case 'GET /order':
      return response.setHeader('content-type', 'application/json').end(await readOrder());
    case 'POST /neworder':
      if (APP_API_TOKEN && request.headers['dapr-api-token'] !== APP_API_TOKEN) {
        response.statusCode = 401;
        return response.end();
      }
      await saveOrder(JSON.parse(await body(request)));
      return response.end('{}');
    default:
      response.statusCode = 404;
      return response.end();
  }
}

const server = http.createServer((request, response) => handle(request, response).catch(error => {
  console.error(error.message);
  response.statusCode = 502;
  response.end();
}));
server.listen(Number(APP_PORT), () => console.log(`listening on ${APP_PORT}, Dapr at ${dapr}`));
process.on('SIGTERM', () => server.close(() => process.exit(0)));
