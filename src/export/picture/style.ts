/** Colors of a picture for light and dark mode: all text has a contrast of at least 4.5. */
import { LineKind } from './lines';

interface Colors { readonly [selector: string]: string }

const LIGHT: Colors = {
  '.ground': 'fill:#fbfbfa',
  'text': 'fill:#1d2129',
  '.quiet': 'fill:#565d6b',
  '.app': 'fill:#ffffff;stroke:#aeb4c0',
  '.pod': 'fill:#f1f2f4;stroke:#d3d6dc',
  '.outside': 'fill:#fbfbfa;stroke:#8a919e',
  '.sidecar': 'fill:#ddf3ef;stroke:#0f766e',
  '.sharedPerNode': 'fill:#eee7fd;stroke:#6d28d9',
  '.sharedPerCluster': 'fill:#e0ebfe;stroke:#1d4ed8',
  '.remote': 'fill:#f1f1f2;stroke:#5d6472',
  '.component': 'fill:#fff9ea;stroke:#c79a3c',
  '.topic': 'fill:#fbedc8;stroke:#dcb765',
  '.sign': 'stroke:#8a5a0b',
  '.local': 'stroke:#1d2129',
};
const DARK: Colors = {
  '.ground': 'fill:#16181d',
  'text': 'fill:#eceef2',
  '.quiet': 'fill:#a9b0bd',
  '.app': 'fill:#262a32;stroke:#5d6472',
  '.pod': 'fill:#1d2027;stroke:#3a3f4a',
  '.outside': 'fill:#16181d;stroke:#7d8492',
  '.sidecar': 'fill:#11362f;stroke:#46b9a6',
  '.sharedPerNode': 'fill:#2d2248;stroke:#b394f6',
  '.sharedPerCluster': 'fill:#1a2b4d;stroke:#86b0fa',
  '.remote': 'fill:#26282e;stroke:#a0a7b4',
  '.component': 'fill:#2a2416;stroke:#a8812f',
  '.topic': 'fill:#40351a;stroke:#7d6226',
  '.sign': 'stroke:#e4b957',
  '.local': 'stroke:#eceef2',
};
/** Color in light mode, color in dark mode, and a dash pattern that identifies a line without its color. */
const LINES: { readonly [kind in LineKind]: readonly [string, string, string] } = {
  uses: ['#6b7280', '#98a0ae', ''],
  publishes: ['#b45309', '#f0a54a', ''],
  delivers: ['#15803d', '#5ecb85', ''],
  calls: ['#15803d', '#5ecb85', '6 4'],
  deadLetters: ['#b91c1c', '#f58a8a', '2 4'],
  invokes: ['#be185d', '#f486b3', ''],
};
const FONTS = `
text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;font-size:11px}
.name,.topicName{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:13px;font-weight:600}
.topicName{font-size:12px;font-weight:400}
.title{font-size:22px;font-weight:600}
.heading{font-size:11px;font-weight:600;letter-spacing:.06em}
.outside,.remote{stroke-dasharray:5 4}
.sign{fill:none;stroke-width:1.5;stroke-linecap:round;stroke-linejoin:round}
.local{stroke-width:1.5}
.line{fill:none;stroke-width:1.4;stroke-opacity:.75}
.row:hover .line,.line:hover{stroke-width:2.6;stroke-opacity:1}`;

export const LINE_KINDS = Object.keys(LINES) as LineKind[];

/** The style sheet. Its rules apply only inside `.dapr-topology`, in case the picture is embedded in a page. */
export function styleSheet(): string {
  const lines = (dark: boolean): Colors => Object.fromEntries(LINE_KINDS.flatMap(kind => {
    const [light, other, dashes] = LINES[kind];
    const color = dark ? other : light;
    return [[`.line.${kind}`, `stroke:${color}${dashes && !dark ? `;stroke-dasharray:${dashes}` : ''}`], [`.head.${kind}`, `fill:${color}`]];
  }));
  const rules = (colors: Colors): string[] => Object.entries(colors).map(([selector, color]) => `.dapr-topology ${selector}{${color}}`);
  const fonts = FONTS.trim().split('\n').map(rule => rule.replace(/(^|,)(?=[.t][^{]*\{)/g, '$1.dapr-topology '));
  return [
    ...fonts,
    ...rules({ ...LIGHT, ...lines(false) }),
    '@media (prefers-color-scheme:dark){',
    ...rules({ ...DARK, ...lines(true) }),
    '}',
  ].join('\n');
}
