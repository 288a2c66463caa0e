/** The Service reconciler of Dapr's operator. */
import { kubectl } from './cluster';

const FLAG = '--disable-service-reconciler';
const OPERATOR = ['-n', 'dapr-system'];

/** Enables or disables it, as the value `dapr_operator.serviceReconciler.enabled` of Dapr's chart does. */
export async function setServiceReconciler(enabled: boolean): Promise<void> {
  const { spec } = JSON.parse(await kubectl([...OPERATOR, 'get', 'deployment', 'dapr-operator', '-o', 'json']));
  const [{ args = [] }] = spec.template.spec.containers;
  const others = (args as string[]).filter(arg => !arg.startsWith(FLAG));
  const patch = [{ op: 'replace', path: '/spec/template/spec/containers/0/args', value: enabled ? others : [...others, FLAG] }];
  await kubectl([...OPERATOR, 'patch', 'deployment', 'dapr-operator', '--type=json', '-p', JSON.stringify(patch)]);
  await kubectl([...OPERATOR, 'rollout', 'status', 'deployment/dapr-operator', '--timeout=180s']);
}
