/** What mutation tests leave alone: the default and the description of an option of daprd are words of its documentation, which CI compares with what is committed. */
import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

const isTable = path => path.isVariableDeclarator() && path.node.id.name === 'DAPRD_OPTIONS';

export const strykerPlugins = [declareValuePlugin(PluginKind.Ignore, 'documentation', {
  shouldIgnore: path => path.isStringLiteral() && path.listKey === 'arguments' && path.key >= 2 && path.findParent(isTable)
    ? 'words of docs/daprd-options.md' : undefined,
})];
