import type { Held } from '../render/svg/explanation.ts';
import type { Decision } from '../rollout/decide.ts';
import { decideUnder } from '../rollout/gates/demand.ts';
import { GAP } from '../run/trace-gap.ts';
import type { TraceRow } from '../run/trace-row.ts';
import { heldWords } from './simulate/gate-words.ts';

/** What gates and gaps make of a decision of the circuit on a tick of a trace; undefined where they change nothing. */
export function heldOn({ demand, heldBy }: TraceRow, asked: Decision): Held | undefined {
  const decision = decideUnder(asked, demand);
  if (decision === asked) return undefined;
  return { decision, by: heldBy.map(wordsOf).join(', ') };
}

const wordsOf = (name: string): string =>
  name === GAP ? 'too soon after a gap in its ticks' : heldWords(name);
