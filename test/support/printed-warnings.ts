/** Warnings are off under a test runner: a suite about printed warnings switches them on. */
export function withPrintedWarnings(): void {
  beforeAll(() => { process.env.CDK8S_DAPR_WARNINGS = 'print'; });
  afterAll(() => { delete process.env.CDK8S_DAPR_WARNINGS; });
}
