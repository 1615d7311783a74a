import type { Comparison } from '../judge/comparison.ts';
import { formatSpoken } from '../text/duration.ts';
import { countText } from './assessment/blocks/numbers.ts';
import { type Block, left, line, right, type Table } from './blocks/block.ts';
import { healthyRows, injectionRows, timeRow } from './comparison/rows.ts';
import { comparisonSentence, VERDICT_STYLES } from './comparison/sentence.ts';

/** What the two policies are called: their files. */
export interface ComparedNames {
  readonly a: string;
  readonly b: string;
}

/** A comparison for terminals: the same figures as its JSON, the verdict last. */
export const comparisonBlocks = (comparison: Comparison, names: ComparedNames): Block[] => [
  ...headBlocks(comparison, names),
  ...tablesOf(comparison),
  verdictOf(comparison),
];

/** The same as a comment, where the verdict is what is read first. */
export const commentBlocks = (comparison: Comparison, names: ComparedNames): Block[] => [
  line(comparisonSentence(comparison), 'bold'),
  ...headBlocks(comparison, names),
  ...tablesOf(comparison),
];

const verdictOf = (comparison: Comparison): Block =>
  line(comparisonSentence(comparison), VERDICT_STYLES[comparison.verdict]);

const tablesOf = (comparison: Comparison): Table[] => [
  tableOf('on the history as it was', [...healthyRows(comparison), timeRow(comparison)]),
  ...injectionTables(comparison),
];

const PARTIAL = 'Interrupted: these are figures of the pairs done so far, spread evenly over the history.';

function headBlocks({ a, pairs }: Comparison, names: ComparedNames): Block[] {
  const { history, rehearsals, interval_seconds } = a;
  const every = formatSpoken(rehearsals.every_seconds);
  const horizon = formatSpoken(rehearsals.horizon_seconds);
  const length = formatSpoken(history.ticks * interval_seconds);
  return [
    line(`A ${names.a}\nB ${names.b}`),
    line(
      `${countText(pairs)} pairs of rehearsals from the same starts, one every ${every}, each ${horizon} at most; history from ${history.from} to ${history.to}: ${length}`,
    ),
    ...(a.partial ? [line(PARTIAL, 'backward')] : []),
  ];
}

const tableOf = (title: string, rows: Table['rows']): Table => ({
  kind: 'table',
  title,
  detail: rows.some(({ detail }) => detail !== undefined) ? 'more' : undefined,
  columns: [left(''), ...['A', 'B', 'A less B', '95 % interval'].map(right)],
  rows,
});

function injectionTables({ a, b, differences }: Comparison): Table[] {
  const isOne = a.injections.length === 1;
  return a.injections.map((one, position) => {
    const named = (name: string) => differences[isOne ? name : `${name} (${one.effect})`];
    return tableOf(`with ${one.effect}`, injectionRows(one, b.injections[position]!, named));
  });
}
