const { rmSync } = require('fs');

/** Removes the temporary folder of a test run. */
module.exports = () => rmSync(globalThis.testFolder, { recursive: true, force: true });
