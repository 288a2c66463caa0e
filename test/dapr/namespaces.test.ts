/** An app and the resources that it loads must be in one namespace. */
import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { RULES } from '../../src/catalogue/rules.generated';
import { checkNamespaces } from '../../src/dapr/namespaces';

describe('namespaces that must be the same', () => {
  const check = (a: string | undefined, b: string | undefined, oneChart = false) => {
    const root = new App();
    const [first, second] = [new Chart(root, 'one'), new Chart(root, 'two')];
    const placed = (scope: Chart, id: string, namespace: string | undefined) => Object.assign(new Construct(scope, id), { namespace });
    return checkNamespaces(placed(first, 'app', a), placed(oneChart ? first : second, 'it', b), 'Component', RULES.DAPR1013).map(({ rule, what, todo }) => ({ code: rule.code, what, todo }));
  };

  test('are accepted if they are', () => {
    expect(check('a', 'a')).toEqual([]);
    expect(check(undefined, undefined)).toEqual([]);
  });
  test('are reported if they are not', () => {
    expect(check('a', 'b')).toEqual([{ code: 'DAPR1013', what: "the app is in namespace 'a', and Component 'two/it' is in namespace 'b'", todo: undefined }]);
    expect(check('a', undefined)).toEqual([{
      code: 'DAPR1013', what: "the app is in namespace 'a', and Component 'two/it' has no namespace; they are in different charts", todo: 'set the same namespace on both charts',
    }]);
    expect(check(undefined, 'b')).toHaveLength(1);
    expect(check(undefined, 'b', true)).toEqual([{ code: 'DAPR1012', what: "the app has no namespace, and Component 'one/it' is in namespace 'b'", todo: undefined }]);
  });
});
