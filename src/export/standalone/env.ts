import { IConstruct } from 'constructs';
import { Annotations } from '../../daprd/annotations';
import { daprdEnvEntries } from '../../daprd/env';
import { ExportContext } from '../files/context';
import { Findings, UNSUPPORTED_BY_TARGET } from '../files/findings';
import { GivenVariable } from '../files/variables';
import { TopologyApp } from '../topology/model';

/** The environment of a program: what is known, and what is given on the target. */
export interface StandaloneEnv {
  readonly values: { readonly [name: string]: string };
  readonly given: GivenVariable[];
}

/** A key of a Secret as a variable. */
export const fromSecret = (name: string, secret: string, key: string): GivenVariable => ({ name, from: { kind: 'Secret', name: secret, key } });

/** What the user of a container wrote as its environment; what only a cluster can answer is a finding. */
export function containerEnv({ construct: at, container }: TopologyApp, { addresses, findings }: ExportContext): StandaloneEnv {
  const values: { [name: string]: string } = {};
  const given: GivenVariable[] = [];
  if (container.envFrom?.length) {
    findings.add(at, UNSUPPORTED_BY_TARGET, `container '${container.name}' takes its environment from whole Secrets or ConfigMaps (envFrom)`, 'name each variable in env');
  }
  for (const { name, value, valueFrom } of container.env ?? []) {
    const [kind, ref] = valueFrom?.secretKeyRef ? ['Secret' as const, valueFrom.secretKeyRef]
      : ['ConfigMap' as const, valueFrom?.configMapKeyRef];
    if (ref) {
      given.push({ name, from: { kind, name: ref.name, key: ref.key } });
    } else if (valueFrom) {
      findings.add(at, UNSUPPORTED_BY_TARGET, `variable ${name} comes from the pod (${Object.keys(valueFrom).join(', ')})`);
    } else {
      values[name] = addresses.translate(at, `variable ${name}`, expand(at, `variable ${name}`, value ?? '', { values, given }, findings), name);
    }
  }
  return { values, given };
}

/** A text with `$(NAME)` replaced, as Kubernetes does in values, commands and arguments. */
export function expand(at: IConstruct, where: string, text: string, env: StandaloneEnv, findings: Findings): string {
  return String(text).replace(/\$(\$|\(([A-Za-z_][\w.-]*)\))/g, (all, mark, name) => {
    if (mark === '$') {
      return '$';
    }
    if (env.given.some(variable => variable.name === name)) {
      findings.add(at, UNSUPPORTED_BY_TARGET, `${where} is made of ${name}, which is given on the target only`, 'let the program read the variable itself');
    }
    return env.values[name] ?? all;
  });
}

/** The environment of a daprd, without tokens. */
export function environmentOfDaprd(annotations: Annotations): StandaloneEnv {
  const { values, secrets } = daprdEnvEntries(annotations);
  return {
    values: Object.fromEntries(values),
    given: secrets.map(([name, ref]) => {
      const [secret, key = secret] = ref.split(':');
      return fromSecret(name, secret, key);
    }),
  };
}

/** Tokens as variables, the same for daprd and its app. */
export function tokens(apiTokenSecret: string | undefined, appTokenSecret: string | undefined): GivenVariable[] {
  return [
    ...(apiTokenSecret ? [fromSecret('DAPR_API_TOKEN', apiTokenSecret, 'token')] : []),
    ...(appTokenSecret ? [fromSecret('APP_API_TOKEN', appTokenSecret, 'token')] : []),
  ];
}
