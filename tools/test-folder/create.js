const { mkdtempSync } = require('fs');
const { tmpdir } = require('os');
const { join } = require('path');

/** Gives a test run its own temporary folder: `Testing.app` of cdk8s creates an output directory for each App and leaves it there. */
module.exports = () => {
  globalThis.testFolder = mkdtempSync(join(tmpdir(), 'cdk8s-dapr-tests-'));
  process.env.TMPDIR = globalThis.testFolder;
};
