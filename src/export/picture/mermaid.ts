/** A picture as a Mermaid flowchart. */
import { createHash } from 'crypto';
import { MODEL_NAMES, Picture, PictureApp, PictureComponent, PictureDataPlane, PictureTopic } from './model';
import { factsOf, replicasInWords } from './words';

/** Content of the diagram. IDs are derived from names, so that an addition changes no existing line. */
export function mermaid(picture: Picture): string {
  const { apps, outsideApps, dataPlanes, components, topics, invocations } = picture;
  const planeOf = new Map(apps.map(app => [app.id, app.dataPlane]));
  const from = (app: string): string => planeOf.has(app) ? node('daprd', planeOf.get(app)!) : node('app', app);
  const topicIn = (app: string, component: string): boolean => topics.some(topic => topic.component === component
    && [...topic.publishers, ...topic.subscribers].includes(app));
  return [
    '---',
    `title: ${JSON.stringify(picture.title).replace(/%/g, '\\u0025')}`,
    '---',
    'flowchart LR',
    `  accTitle: ${line(picture.title).replace(/[%#;{}]/g, entity)}`,
    ...dataPlanes.flatMap(plane => planeLines(plane, apps)),
    ...outsideApps.map(({ id, appId }) => `  ${node('app', id)}[${label(appId, 'outside this stack')}]:::outside`),
    ...components.flatMap(component => componentLines(component, topics.filter(topic => topic.component === component.id))),
    ...unique(components.flatMap(({ id, apps: users, calls = [] }) => [
      ...users.filter(app => !calls.includes(app) && !topicIn(app, id)).map(app => `  ${from(app)} --> ${node('component', id)}`),
      ...calls.map(app => `  ${node('component', id)} -->|"calls"| ${from(app)}`),
    ])),
    ...unique(topics.flatMap(({ id, publishers, subscribers, deadLettersOf = [] }) => [
      ...publishers.map(app => `  ${from(app)} -->|"publishes"| ${node('topic', id)}`),
      ...subscribers.map(app => `  ${node('topic', id)} -->|"delivers"| ${from(app)}`),
      ...deadLettersOf.map(app => `  ${from(app)} -.->|"dead letters"| ${node('topic', id)}`),
    ])),
    ...invocations.map(({ from: caller, to }) => `  ${node('app', caller)} ==>|"invokes"| ${node('app', to)}`),
    '  classDef pod fill:#f4f5f7,stroke:#c3c8d1',
    '  classDef sidecar fill:#d7f0ee,stroke:#0f766e,color:#134e4a',
    '  classDef sharedPerNode fill:#ece6fb,stroke:#6d28d9,color:#3b1a78',
    '  classDef sharedPerCluster fill:#dde9fc,stroke:#1d4ed8,color:#172f6b',
    '  classDef remote fill:#f1f1f1,stroke:#52525b,color:#27272a,stroke-dasharray:4 3',
    '  classDef outside fill:#fafafa,stroke:#71717a,color:#27272a,stroke-dasharray:4 3',
    '  classDef component fill:#fdf0d5,stroke:#a16207,color:#4a2c05',
    '  classDef topic fill:#fff8e8,stroke:#a16207,color:#4a2c05',
    '',
  ].join('\n');
}

function planeLines(plane: PictureDataPlane, all: PictureApp[]): string[] {
  const { id, model, replicas, endpoint } = plane;
  const daprd = node('daprd', id);
  const apps = all.filter(({ dataPlane }) => dataPlane === id);
  const boxes = apps.map(app => `${node('app', app.id)}[${label(app.appId, ...factsOf(app, apps.length > 1))}]`);
  if (model === 'sidecar') {
    return [`  subgraph ${node('pod', id)}[" "]`, `    ${boxes[0]}`, `    ${daprd}[${label('daprd', MODEL_NAMES[model])}]:::${model}`,
      `    ${node('app', apps[0].id)} <--> ${daprd}`, '  end', `  class ${node('pod', id)} pod`];
  }
  const where = endpoint ?? (replicas && replicasInWords({ kind: 'Deployment', replicas }));
  return [
    ...boxes.map(box => `  ${box}`),
    `  ${daprd}[${label(model === 'remote' ? 'Dapr' : 'daprd', MODEL_NAMES[model], ...(where ? [where] : []))}]:::${model}`,
    ...apps.map(app => `  ${node('app', app.id)} <--> ${daprd}`),
  ];
}

/** A component with topics is a subgraph that contains them. */
function componentLines({ id, name, type, availableToNamespace }: PictureComponent, topics: PictureTopic[]): string[] {
  const component = node('component', id);
  const words = label(name, type ?? 'defined elsewhere', ...(availableToNamespace ? ['for the whole namespace'] : []));
  return topics.length ? [
    `  subgraph ${component}[${words}]`,
    ...topics.map(topic => `    ${node('topic', topic.id)}([${label(topic.name)}]):::topic`),
    '  end',
    `  class ${component} component`,
  ] : [`  ${component}[(${words})]:::component`];
}

const unique = (lines: string[]): string[] => [...new Set(lines)];

/** An ID of letters, digits and `_`, with a hash that keeps similar names distinct. */
function node(kind: string, name: string): string {
  const plain = name.replace(/[^a-zA-Z0-9]+/g, '_');
  return `${kind}_${plain}_${createHash('sha256').update(name).digest('hex').slice(0, 6)}`;
}

/** A quoted label, with entities for characters that have a meaning in Mermaid or HTML; `%%` begins a comment or directive anywhere. */
const label = (...lines: string[]): string => `"${lines.map(escape).join('<br/>')}"`;
const escape = (text: string): string => line(text).replace(/[%&#<>"'`\\;*_~[\]{}()|]/g, entity);
const entity = (character: string): string => `#${character.codePointAt(0)};`;
const line = (text: string): string => text.replace(/\s+/g, ' ');
