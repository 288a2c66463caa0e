import { addRule } from '../private/registry';

/** No file and no API of a Dapr elsewhere has a place for it. */
addRule(({ apps }) => apps.filter(app => app.daprElsewhere && (app.appMaxConcurrency ?? -1) > 0)
  .map(app => ({ at: app, code: 'DAPR8003' as const, what: `appMaxConcurrency is ${app.appMaxConcurrency}` })));

/** An object that only apps with a Dapr elsewhere use is applied to the cluster and read by nobody in it. */
addRule(({ apps }) => {
  const elsewhere = apps.filter(app => app.daprElsewhere);
  if (!elsewhere.length) {
    return [];
  }
  const readHere = new Set(apps.filter(app => !app.daprElsewhere).flatMap(app => app.resources));
  const unread = new Set(elsewhere.flatMap(app => app.resources).filter(resource => resource.node.tryFindChild('Resource') && !readHere.has(resource)));
  return [...unread].map(resource => ({ at: resource, code: 'DAPR7042' as const, what: `${resource.kind} '${resource.resourceName}'` }));
});
