/** Secrets by content, and values that may be secrets by their name. */
import { hasCredentials, isSecretValue, maybeSecret } from '../../src/util/secrets';

test.each([
  'mongodb://mongo:27017/?replicaSet=rs0', 'amqp://rabbitmq:5672', 'amqp://guest@rabbitmq:5672', 'host=db user=root port=26257 sslmode=disable', 'Server=db;Trusted_Connection=True',
  'Server=db;Password=;User Id=sa', "host=db password=''", 'root@tcp(db:3306)/shop', 'root:@tcp(db)/shop', 'host=db sslkey=/certs/key.pem', 'mongodb://a:1,b:2/db', 'redis://:@r:6379',
  'Endpoint=sb://ns.servicebus.windows.net;SharedAccessKeyName=root',
])('%s has no credentials', connection => {
  expect(hasCredentials(connection)).toBe(false);
});

test.each([
  'mongodb://me:pw@mongo:27017', 'amqp://:pw@rabbitmq', 'postgres://db/shop?user=me&password=pw', 'https://queue.example/?sv=1&sig=abc', 'host=db password=pw', "host=db password='p w'",
  'Server=db;User Id=sa;Password=pw', 'Server=db;Pwd=pw', 'Endpoint=sb://ns.servicebus.windows.net;SharedAccessKeyName=root;SharedAccessKey=abc', 'AccountName=a;AccountKey=abc==',
  'root:pw@tcp(db:3306)/shop', 'hunter2',
])('%s may have credentials', connection => {
  expect(hasCredentials(connection)).toBe(true);
});

test.each([
  ['DATABASE_URL', 'postgres://user:pw@host/db', true], ['DATABASE', 'Server=db;Password=pw', true], ['KEY', '-----BEGIN PRIVATE KEY-----', true],
  ['DATABASE_URL', 'postgres://host/db', false], ['OPTIONS', 'a=b;c=d', false], ['PASSWORD', 'hunter2', false],
])('%s with the value %s is a secret: %s', (_, value, expected) => {
  expect(isSecretValue(value)).toBe(expected);
});

test.each([
  ['DB_PWD', 'x1', true], ['PASSPHRASE', 'x1', true], ['DB_PASS', 'x1', true], ['MY_TOKEN', 'x1', true], ['API_KEY', 'x1', true],
  ['GOOGLE_APPLICATION_CREDENTIALS', '/var/key.json', false], ['AWS_WEB_IDENTITY_TOKEN_FILE', 'x', false], ['AZURE_FEDERATED_TOKEN_FILE', 'x', false], ['OAUTH_TOKEN_URL', 'x', false],
  ['TOKEN', 'https://a/token', false], ['TOKEN', 'true', false], ['TOKEN', '15', false], ['TOKEN', '${TOKEN}', false], ['COMPASS', 'north', false], ['PASS_THROUGH', 'yes', false],
])('%s with the value %s may be a secret: %s', (name, value, expected) => {
  expect(maybeSecret(name, value)).toBe(expected);
});
