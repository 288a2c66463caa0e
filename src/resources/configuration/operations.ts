/** The operations of an access policy, matched as daprd does: a tree of path segments, in which `*` stands for any text (dapr/dapr pkg/config/acl_trie.go). */
import { Json, mapsIn } from '../../util/json';

interface Segment {
  readonly text: string;
  readonly next: Segment[];
  operation?: Json;
}

/** The segments of a path, each with its slash; HTTP paths do not distinguish upper and lower case. */
function segments(path: string, isHttp: boolean): string[] {
  const full = path.startsWith('/') ? path : `/${path}`;
  return (isHttp ? full.toLowerCase() : full).split('/').slice(1).map(part => `/${part}`);
}

/** Whether a segment fits a pattern, at the end of a path or before it. */
function fits(segment: string, pattern: string, isEnd: boolean): boolean {
  if (segment === pattern || pattern === '/**') {
    return true;
  }
  return pattern === '/*' ? isEnd : new RegExp(`^${pattern.split('*').map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('[^]*')}$`).test(segment);
}

function treeOf(operations: unknown, isHttp: boolean): Segment[] {
  const root: Segment[] = [];
  for (const operation of mapsIn(operations)) {
    let at = root;
    segments(String(operation.name ?? ''), isHttp).forEach((text, i, all) => {
      let node = at.find(each => each.text === text);
      if (!node) {
        node = { text, next: [] };
        at.push(node);
      }
      if (i === all.length - 1) {
        node.operation ??= operation;
      }
      at = node.next;
    });
  }
  return root;
}

/** The operation of a policy that decides about a path, if one does. */
export function operationFor(operations: unknown, path: string, isHttp: boolean): Json | undefined {
  let at = treeOf(operations, isHttp);
  const all = segments(path, isHttp);
  for (const [i, text] of all.entries()) {
    const isEnd = i === all.length - 1;
    const node = at.find(each => fits(text, each.text, isEnd));
    if (!node) {
      return undefined;
    }
    const isOneSegment = node.text.endsWith('/*') && !node.text.endsWith('/**');
    if (node.operation && (isEnd || !isOneSegment)) {
      return node.operation;
    }
    if (!node.operation && isEnd) {
      return node.next.find(each => fits('/*', each.text, isEnd))?.operation;
    }
    at = node.next;
  }
  return undefined;
}
