/** Errors and warnings as values, with and without a synth. */
import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Chart, Testing } from 'cdk8s';
import { DaprComponent, DaprFinding, DaprFindings, MetadataGroup, RedisAuthentication, DaprWarnings } from 'cdk8s-dapr';
import { Construct } from 'constructs';
import { app, newChart, refusal } from '../../scenarios/charts';
import { RULES } from '../../src/catalogue/rules.generated';
import { problemToFinding } from '../../src/diagnostics/finding';
import { report } from '../../src/diagnostics/report';
import { ERROR, WARNING } from '../support/diagnostics';
import { anObject } from '../support/objects';

const thrown = (attempt: () => void): any => {
  try {
    attempt();
  } catch (error) {
    return error;
  }
  return undefined;
};

function wrong() {
  const chart = newChart();
  app(chart, { appId: 'Bad', appPort: 8081 }, 'web');
  return chart;
}

test('findings are listed without a synth, errors first, with all their details', () => {
  const chart = wrong();
  expect(DaprFindings.of(chart).list()).toEqual([
    {
      code: 'DAPR1002',
      level: 'error',
      path: 'chart/web',
      object: expect.stringMatching(/^Deployment chart-web-web-/),
      message: expect.stringContaining("'Bad'"),
      why: `${RULES.DAPR1002.why}.`,
      todo: "Use a DNS label such as 'bad'.",
      docsUrl: 'https://github.com/cdk8s-dapr/cdk8s-dapr/blob/main/docs/rules.md#dapr1002',
    },
    expect.objectContaining({ code: 'DAPR2004', level: 'warning', path: 'chart/web' }),
  ]);
  expect(DaprFindings.of(chart.node.findChild('web-web')).list()).toEqual([]);
});

test('a failed synth throws an error with its name and findings, and prints only its message', () => {
  const chart = wrong();
  const error = thrown(() => Testing.synth(chart));
  expect(error).toBeInstanceOf(Error);
  expect(error.name).toBe('DaprSynthesisError');
  expect(error.findings).toEqual(DaprFindings.of(chart).list().filter(({ level }) => level === 'error'));
  expect(Object.keys(error)).toEqual([]);
  expect(error.stack).not.toMatch(/^ +at /m);
  expect(error.stack).toMatch(/^DaprSynthesisError: Validation failed with the following errors:\n {2}DAPR1002 chart\/web \(Deployment /);
});

test('findings are read from the error or from its message, and not from any other error', () => {
  const error = thrown(() => Testing.synth(wrong()));
  const codes = (value: unknown) => DaprFindings.ofError(value).list().map(({ code }) => code);
  expect(codes(error)).toEqual(['DAPR1002']);
  expect(codes(error.message)).toEqual(['DAPR1002']);
  expect(codes(`RuntimeError: ${error.message}\n  at synth`)).toEqual(['DAPR1002']);
  expect([codes(new Error('DAPR1002')), codes('x'), codes(undefined), codes(null), codes(5)]).toEqual([[], [], [], [], []]);
});

test('constructors and metadata groups throw the same type of error', () => {
  const chart = newChart();
  expect(DaprFindings.ofError(thrown(() => DaprWarnings.of(chart).acknowledge('DAPR9999', 'x'))).list()).toMatchObject([{ code: 'DAPR3017', path: 'chart' }]);
  const group: MetadataGroup = RedisAuthentication.password(undefined as any);
  expect(DaprFindings.ofError(thrown(() => group.toMetadata())).list()).toMatchObject([{ code: 'DAPR3214', path: 'RedisAuthentication' }]);
});

describe('the message of a failed synth', () => {
  const { why, todo } = ERROR;
  const advice = `${todo.charAt(0).toUpperCase()}${todo.slice(1)}`;
  const told = (...places: [string, string, string?][]) => {
    const chart = newChart();
    places.forEach(([path, what, precise]) => {
      const at = path.split('/').reduce<Construct>((scope, id) => scope.node.tryFindChild(id) as Construct | undefined ?? new Construct(scope, id), chart);
      report(at, ERROR, what, precise);
    });
    return refusal(chart).split('\n').slice(1);
  };

  test('contains code, path, problem, reason and advice', () => {
    expect(told(['a', 'x is y'], ['b', 'did you mean z?', 'give z'])).toEqual([
      `  DAPR1002 chart/a: x is y. ${why}. ${advice}.`, `  DAPR1002 chart/b: did you mean z? ${why}. Give z.`,
    ]);
  });

  test('names the object if there is one, and the App as App', () => {
    const chart = newChart();
    report(anObject(chart, 'a', 'Secret', 'v1', { metadata: { name: 'token' } }), ERROR, 'x');
    report(chart.node.root, ERROR, 'y');
    expect(refusal(chart)).toMatch(/ {2}DAPR1002 chart\/a \(Secret token\): x\..*\n {2}DAPR1002 App: y\./);
  });

  test('merges equal findings of several paths into one line, and omits those below another path', () => {
    expect(told(['a', 'x'], ['b', 'y'], ['c', 'x'], ['a/inner', 'x'], ['ab', 'x'])).toEqual([
      `  DAPR1002 chart/a, chart/c, chart/ab: x. ${why}. ${advice}.`, `  DAPR1002 chart/b: y. ${why}. ${advice}.`,
    ]);
  });

  test('includes the findings of other libraries', () => {
    const chart = newChart();
    report(chart, ERROR, 'x');
    anObject(chart, 'a').node.addValidation({ validate: () => ['theirs'] });
    expect(refusal(chart)).toBe(`Validation failed with the following errors:\n  DAPR1002 chart: x. ${why}. ${advice}.\n  [chart/a] theirs`);
  });

  test('includes what rendering finds, together with the findings of other libraries', () => {
    const chart = newChart();
    app(chart, { appPort: 3500 });
    anObject(chart, 'a').node.addValidation({ validate: () => ['theirs'] });
    expect(refusal(chart)).toMatch(/DAPR2001 chart\/checkout[^]*\[chart\/a\] theirs$/);
  });

  test('has their errors as findings without a code', () => {
    const chart = newChart();
    report(chart, WARNING, 'x');
    report(chart, ERROR, 'x');
    const own = anObject(chart, 'a', 'Secret', 'v1', { metadata: { name: 'token' } });
    const nested = new Construct(chart, 'b');
    let listed: DaprFinding[] = [];
    own.node.addValidation({ validate: () => ['ACME001: one', 'ACME002: two\nlines'] });
    nested.node.addValidation({ validate: () => { listed = DaprFindings.of(nested).list(); return ['ACME001: one']; } });
    chart.node.root.node.addValidation({ validate: () => ['theirs'] });
    const text = { code: '', level: 'error', why: '', todo: '', docsUrl: '' };
    const theirs = [{ ...text, path: 'App', message: 'theirs' }, { ...text, path: 'chart/a', object: 'Secret token', message: 'ACME001: one' },
      { ...text, path: 'chart/a', object: 'Secret token', message: 'ACME002: two\nlines' }, { ...text, path: 'chart/b', message: 'ACME001: one' }];
    const [first, ...rest] = DaprFindings.of(chart.node.root).list();
    expect(first.code).toBe(ERROR.code);
    expect(rest.slice(0, 4)).toEqual(theirs);
    expect(rest.slice(4).map(({ code }) => code)).toEqual([WARNING.code]);
    expect(DaprFindings.of(own).list()).toEqual([theirs[1], theirs[2]]);
    expect(listed).toEqual([]);
    expect(DaprFindings.ofError(thrown(() => Testing.synth(chart))).list()).toEqual([first, ...theirs]);
    expect(refusal(chart)).toMatch(/\n {2}\[App\] theirs\n {2}\[chart\/a\] ACME001: one\n {2}\[chart\/a\] ACME002: two\nlines\n {2}\[chart\/b\] ACME001: one$/);
  });

  test('contains only theirs if other libraries alone find errors', () => {
    const chart = newChart();
    report(chart, WARNING, 'x');
    anObject(chart, 'a').node.addValidation({ validate: () => ['theirs'] });
    expect(refusal(chart)).toMatch(/\[chart\/a\] theirs$/);
  });
});

test('two apps on one workload are one error', () => {
  const root = new App();
  const chart = new Chart(root, 'chart');
  const one = app(chart, { appPort: 8080 }, 'one');
  const workload = chart.node.findChild('one-web');
  app(chart, { appPort: 8081, workload }, 'two');
  expect(DaprFindings.of(root).list().map(({ code, path }) => `${code} ${path}`)).toEqual(['DAPR7001 chart/two']);
  expect(one.appId).toBe('one');
});

test('an invalid app ID is reported once, at the app and not at its daprd', () => {
  const chart = newChart({ apiTokenSecret: 'token' }, { namespace: 'shop' });
  new DaprComponent(chart, 'store', { type: 'state.in-memory', availableToNamespace: true });
  app(chart, { appId: 'Bad', appProtocol: 'tcp' as any, appPort: 8080 }, 'web');
  expect(DaprFindings.of(chart).list().map(({ code, path }) => `${code} ${path}`)).toEqual(['DAPR1002 chart/web', 'DAPR3001 chart/web']);
});

test('the URL of each rule has an anchor in docs/rules.md', () => {
  const page = readFileSync(join(__dirname, '../../docs/rules.md'), 'utf8');
  const addresses = Object.values(RULES).map(rule => problemToFinding({ rule, what: 'x' }, 'App').docsUrl.split('#')[1]);
  expect(addresses.filter(address => !page.includes(`<a id="${address}"></a>`))).toEqual([]);
});
