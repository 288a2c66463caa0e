/** Files by the end of their path. */
import { fileMatches } from '../../src/util/file-pattern';

test.each([
  ['dist/dev.k8s.yaml', 'dev.k8s.yaml', true],
  ['dist/shop-dev.k8s.yaml', 'dev.k8s.yaml', false],
  ['dist/shop-dev.k8s.yaml', '*dev.k8s.yaml', true],
  ['dist/dev/Deployment.web.k8s.yaml', 'dev/*', true],
  ['dist\\dev\\a.yaml', 'dev/*', true],
  ['dist/staging.k8s.yaml', 'dev*', false],
  ['dist/devxk8s.yaml', 'dev.k8s.yaml', false],
  ['dist/dev.k8s.yaml', '*', true],
])('%s and %s: %s', (file, pattern, expected) => expect(fileMatches(file, pattern)).toBe(expected));
