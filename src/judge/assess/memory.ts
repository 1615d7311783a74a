import type { HistoryFacts } from './facts.ts';

/** How much of the history the readings may remember for an interval to be given. */
const MAX_SHARE = 1 / 40;

/** Whether the readings of any query are alike for so long that the history is too short to say anything. */
export const isMemoryLong = (facts: HistoryFacts): boolean =>
  facts.memory.some(({ ticks }) => ticks > MAX_SHARE * facts.ticks);

export const longestMemory = ({ memory }: HistoryFacts): HistoryFacts['memory'][number] | undefined =>
  [...memory].sort((a, b) => b.ticks - a.ticks)[0];

/** The history that a memory needs, in ticks. */
export const historyFor = (memory: number): number => Math.ceil(memory / MAX_SHARE);
