/** One of the stacks in which many apps share something; with `record`, its objects are written to that file for the plain counterpart. */
import { writeFileSync } from 'fs';
import { ApiObject, App } from 'cdk8s';
import { Deployment } from 'cdk8s-plus-28';
import { measure, RecordedChart } from './measure';
import { SCENARIOS } from './scenarios';

measure(({ scenario, apps, outdir }) => {
  const root = new App({ outdir });
  SCENARIOS[scenario!](root, apps);
  return root;
}, (root, { record }) => {
  root.synth();
  if (record) {
    const recorded = root.charts.map((chart): RecordedChart => ({
      id: chart.node.id,
      objects: chart.node.findAll().filter((object): object is ApiObject => ApiObject.isApiObject(object)).map(object => {
        const { scope } = object.node;
        return { ...(scope instanceof Deployment ? { workload: scope.node.id } : {}), object: object.toJson() };
      }),
    }));
    writeFileSync(record, JSON.stringify(recorded));
  }
});
