import type { DecisionNode, DecisionTree } from '../rollout/decision-tree.ts';
import { formatNumber } from '../text/number.ts';
import { printableLine } from '../text/printable.ts';
import { type TextNode, treeText } from './tree-text.ts';

/** A decision and what led to it, as a tree of text; `title` stands before it. A signal is followed once. */
export function decisionText(title: string, { decision, from }: DecisionTree): string {
  return treeText([{ text: printableLine(`${title}: ${decision}`), below: from.map(nodeOf) }]);
}

function nodeOf(node: DecisionNode): TextNode {
  const origin = node.isRepeated ? '(above)' : originOf(node);
  const text = printableLine(`${node.signal} = ${formatNumber(node.reading)}  ${origin}`);
  return { text, below: node.from.map(nodeOf) };
}

/** What puts a signal out, and why it has this reading. */
function originOf({ component, reason, query }: DecisionNode): string {
  if (!component) return 'nothing puts it out';
  const why = reason ?? query;
  return why === undefined ? component.name : `${component.name}: ${why}`;
}
