import { IDaprApp } from '../contract';
import { DaprdOption } from '../daprd/option-types';
import { DAPRD_OPTIONS } from '../daprd/options';
import { DaprdOptions } from '../daprd/options.generated';
import { report } from '../diagnostics/report';
import { error } from '../diagnostics/rule';
import { adoptedOf } from '../facts/adopted';
import { absent } from '../props/schema';
import { entryOf } from '../util/json';
import { describe } from '../util/values';

export const CONTRADICTS_ADOPTED = error('DAPR1034', {
  title: 'prop that contradicts an annotation of an adopted workload',
  why: 'Only one of the two values can apply, and the other is lost',
  todo: 'remove the annotation or the prop',
  source: 'cdk8s-dapr',
});

/** The options of a data plane for one app: those that are given, and those that the annotations of an adopted workload set. */
export function withAdopted<T extends DaprdOptions>(app: IDaprApp, given: T | undefined): T {
  const adopted = adoptedOf(app);
  if (!adopted) {
    return given ?? {} as T;
  }
  adopted.taken = true;
  const set = Object.entries(given ?? {}).filter(([, value]) => !absent(value));
  for (const [option, value] of set) {
    const row = entryOf<DaprdOption>(DAPRD_OPTIONS, option);
    const [ours, theirs] = [row?.render(value), row?.render(adopted.options[option])];
    if (row && option in adopted.options && ours !== theirs) {
      report(app, CONTRADICTS_ADOPTED, `${option} is ${describe(ours)}, and pod annotation dapr.io/${row.annotation} is ${describe(theirs)}`);
    }
  }
  return { ...adopted.options, ...Object.fromEntries(set) } as T;
}
