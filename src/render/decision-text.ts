import { isTrue } from '../circuit/reading.ts';
import type { DecisionNode, DecisionTree } from '../rollout/decision-tree.ts';
import { printableLine } from '../text/printable.ts';
import { becauseSentence } from './sentence/because.ts';
import type { Held } from './svg/explanation.ts';
import { type TextNode, treeText } from './tree-text.ts';

/** A decision and what led to it, as a tree of text; `title` stands before it. A signal is followed once. */
export function decisionText(title: string, { decision, from }: DecisionTree, held?: Held): string {
  const done = held ? `${held.decision} (${held.by}); by its circuit alone ${decision}` : decision;
  return treeText([{ text: printableLine(`${title}: ${done}`), below: from.map(nodeOf) }]);
}

function nodeOf(node: DecisionNode): TextNode {
  const origin = node.isRepeated ? 'above' : originOf(node);
  const query = node.query === undefined || node.isRepeated ? '' : `: ${node.query}`;
  const text = printableLine(`${stateOf(node)}  (${origin})${query}`);
  return { text, below: node.from.map(nodeOf) };
}

const originOf = ({ component }: DecisionNode): string => component?.name ?? 'nothing puts it out';

/** `RESET_0: average latency 180 ms > 100 ms`, `RESET is true`, `USER_ROLLOUT_CONTROL by rollout: true`. */
function stateOf({ signal, reading, component, because }: DecisionNode): string {
  if ('key' in because) return `${signal} ${becauseSentence([because]).text}`;
  const isTruth = component?.kind.meaning !== undefined && !('operator' in because);
  if (isTruth && !Number.isNaN(reading)) return `${signal} is ${isTrue(reading)}`;
  const { text } = becauseSentence([{ ...because, signal: because.title }]);
  return because.title === signal ? text : `${signal}: ${text}`;
}
