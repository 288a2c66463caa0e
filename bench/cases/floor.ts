/** The minimum cost of any library: the same objects without constructs; only names with a hash differ. */
import { writeFileSync } from 'fs';
import { join } from 'path';
import { Yaml } from 'cdk8s';
import { otherObjects, workload } from './manifests';
import { chartsOf, measure } from './measure';

measure(task => chartsOf(task).map(({ id, apps }) => ({
  id,
  objects: apps.flatMap(i => {
    const address = `${id}-web${i}-c0000000`;
    return [
      workload(task.model, `app${i}`, address, address),
      ...otherObjects(task.model, `app${i}`, () => ({ 'cdk8s.io/metadata.addr': address })).map(({ object }) => object),
    ];
  }),
})), (charts, { outdir }) => charts.forEach(({ id, objects }) => writeFileSync(join(outdir, `${id}.k8s.yaml`), Yaml.stringify(...objects))));
