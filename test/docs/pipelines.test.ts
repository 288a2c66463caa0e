/** docs/pipelines.md shows the workflow that `init` writes. */
import { readFileSync } from 'fs';
import { join } from 'path';
import { TOP } from '../support/paths';

test('the workflow of the page is that of the template', () => {
  expect(readFileSync(join(TOP, 'docs', 'pipelines.md'), 'utf8')).toContain(readFileSync(join(TOP, 'template', 'pipeline.yml'), 'utf8'));
});
