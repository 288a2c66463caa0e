/** A warning rule, an error rule, and the output of a synth. */
import { App } from 'cdk8s';
import { RULES } from '../../src/catalogue/rules.generated';

export const WARNING = RULES.DAPR4016;
export const ERROR = RULES.DAPR1002;

/** The stderr output and the error of a synth of the App, as the CLI runs it. */
export function spoken(root: App, times = 1): { printed: string[]; error: string } {
  const printed: string[] = [];
  const silent = jest.spyOn(process.stderr, 'write').mockImplementation(text => printed.push(String(text)) > 0);
  let error = '';
  try {
    for (let i = 0; i < times; i++) {
      root.synthYaml();
    }
  } catch (thrown) {
    error = (thrown as Error).message;
  } finally {
    silent.mockRestore();
  }
  return { printed, error };
}
