/** The declared calls of an app, by caller. */
import { IDaprApp } from '../../contract';
import { Edge, Edges } from '../../facts/edges';
import { keyIn } from '../../kubernetes/names';
import { grouped } from '../../util/grouped';
import { canonicalText, Json } from '../../util/json';

const callerKey = (app: IDaprApp) => ({ app: caller }: Edge): string => keyIn(caller.namespace ?? app.namespace, caller.appId);

/** The calls of an app, by caller. */
export const callsByCaller = (app: IDaprApp): Map<string, Edge[]> => grouped(Edges.of(app).callsOf(app), callerKey(app));

/** The operations of one caller, which may declare one of them several times. */
export const operationsOf = (calls: readonly Edge[]): Json[] => calls.every(({ operations }) => !operations) ? []
  : [...new Map(calls.flatMap(call => call.operations ?? []).map(operation => [canonicalText(operation), operation])).values()];
