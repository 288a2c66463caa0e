import { IConstruct } from 'constructs';
import { IDaprConfiguration } from '../contract';
import { HOT_RELOAD_OFF, mergeConfigurations } from '../private/dapr-configuration';
import { Diagnostics } from '../private/diagnostics';

/** The Configuration that a shared daprd carries; nothing where it was given one of which only the name is known. */
export function sharedConfiguration(at: IConstruct, given: IDaprConfiguration | undefined): { [field: string]: any } | undefined {
  const own = { from: at.node.path, spec: HOT_RELOAD_OFF };
  // What is no configuration is reported with the options.
  if (!isConfiguration(given)) {
    return own.spec;
  }
  const settings = given.settings();
  if (settings === undefined) {
    Diagnostics.of(at).report(at, 'DAPR5002', `configuration '${given.resourceName}'`);
    return undefined;
  }
  const { spec, conflicts } = mergeConfigurations([{ from: given.node.path, spec: JSON.parse(settings) }, own]);
  conflicts.forEach(conflict => Diagnostics.of(at).report(at, 'DAPR5001', conflict));
  return spec;
}

export const isConfiguration = (value: IDaprConfiguration | undefined): value is IDaprConfiguration => typeof value?.settings === 'function';
