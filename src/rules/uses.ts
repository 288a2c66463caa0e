import { addRule } from '../private/registry';
import { inWords } from '../private/uses';

/** What an app does must be something that its workload and its data plane can carry. */
addRule(({ apps, wirings }) => apps.flatMap(app => {
  const unable = wirings.get(app)?.unable;
  return unable ? app.declaredUses.filter(use => unable[use.kind] !== undefined)
    .map(use => ({ at: app, code: 'DAPR8001' as const, what: `the app ${inWords(use)}; ${unable[use.kind]}` })) : [];
}));
