import { IConstruct } from 'constructs';
import { Annotations } from '../../daprd/annotations';
import { daprdEnvEntries } from '../../daprd/env';
import { Json } from '../../util/json';
import { ExportContext } from '../files/context';
import { Findings, shownContainer, UNSUPPORTED_BY_TARGET } from '../files/findings';
import { TargetVariable } from '../files/variables';
import { TopologyApp } from '../topology/model';

/** The environment of a program: variables with values, and variables that are set on the target. */
export interface StandaloneEnv {
  readonly values: { readonly [name: string]: string };
  readonly fromTarget: TargetVariable[];
}

/** A variable with the value of a Secret key. */
export const fromSecret = (name: string, secret: string, key: string): TargetVariable => ({ name, from: { kind: 'Secret', name: secret, key } });

/**
 * The environment of an app's container: the variables that the export sets, and then those of the container, which may refer to them as in
 * a cluster. Values that only a cluster can provide are findings.
 */
export function containerEnv({ construct: at, container }: TopologyApp, { addresses, findings }: ExportContext, own: StandaloneEnv): StandaloneEnv {
  const values: { [name: string]: string } = { ...own.values };
  const fromTarget: TargetVariable[] = [...own.fromTarget];
  const isOwn = (name: string): boolean => Object.hasOwn(own.values, name) || own.fromTarget.some(variable => variable.name === name);
  if (container.envFrom?.length) {
    findings.add(at, UNSUPPORTED_BY_TARGET, `${shownContainer(container)} uses envFrom, which imports whole Secrets or ConfigMaps`, 'list each variable in env');
  }
  for (const { name, value, valueFrom } of (container.env ?? []).filter((entry: Json) => !isOwn(entry.name))) {
    const [kind, ref] = valueFrom?.secretKeyRef ? ['Secret' as const, valueFrom.secretKeyRef]
      : ['ConfigMap' as const, valueFrom?.configMapKeyRef];
    if (ref) {
      fromTarget.push({ name, from: { kind, name: ref.name, key: ref.key } });
    } else if (valueFrom) {
      findings.add(at, UNSUPPORTED_BY_TARGET, `variable ${name} takes its value from the pod (${Object.keys(valueFrom).join(', ')})`);
    } else {
      values[name] = addresses.translate(at, `variable ${name}`, expand(at, `variable ${name}`, value ?? '', { values, fromTarget }, findings), name);
    }
  }
  return { values, fromTarget };
}

/** Expands `$(NAME)` as Kubernetes does in values, commands and arguments. */
export function expand(at: IConstruct, where: string, value: string, env: StandaloneEnv, findings: Findings): string {
  return String(value).replace(/\$(\$|\(([A-Za-z_][\w.-]*)\))/g, (all, mark, name) => {
    if (mark === '$') {
      return '$';
    }
    if (env.fromTarget.some(variable => variable.name === name)) {
      findings.add(at, UNSUPPORTED_BY_TARGET, `${where} contains $(${name}), which has a value on the target only`, 'read the variable in the program');
    }
    return env.values[name] ?? all;
  });
}

/** The environment of a daprd, without tokens. */
export function environmentOfDaprd(annotations: Annotations): StandaloneEnv {
  const { values, secrets } = daprdEnvEntries(annotations);
  return {
    values: Object.fromEntries(values),
    fromTarget: secrets.map(([name, ref]) => {
      const [secret, key = secret] = ref.split(':');
      return fromSecret(name, secret, key);
    }),
  };
}

/** API tokens as variables, the same for daprd and its app. */
export function tokens(apiTokenSecret: string | undefined, appTokenSecret: string | undefined): TargetVariable[] {
  return [
    ...(apiTokenSecret ? [fromSecret('DAPR_API_TOKEN', apiTokenSecret, 'token')] : []),
    ...(appTokenSecret ? [fromSecret('APP_API_TOKEN', appTokenSecret, 'token')] : []),
  ];
}
