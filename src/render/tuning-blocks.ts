import type { Tuning } from '../judge/tuning.ts';
import { formatPercent } from '../text/number.ts';
import { headBlocks } from './assessment/blocks/head.ts';
import { effectText, type Measures, readEffect } from './assessment/effect.ts';
import { type Block, left, line, right } from './blocks/block.ts';
import { figureTable } from './tuning/figure-table.ts';
import { frontTable } from './tuning/front-table.ts';
import { gainText, limitText, reasonText } from './tuning/sentences.ts';

/** A tuning for terminals and Markdown: what the chosen setting comes to beside the one in use, what changes, and the front. */
export function tuningBlocks(tuning: Tuning, measures: Measures): Block[] {
  const { within } = tuning;
  return [
    ...headBlocks(tuning.in_use, measures),
    line(taskText(tuning, measures)),
    figureTable(tuning),
    valueTable(tuning),
    line(limitText(tuning), within ? 'forward' : 'reset'),
    ...(within ? [] : [line(reasonText(tuning, measures))]),
    ...(within ? [line(gainText(tuning), 'bold')] : []),
    ...differenceBlocks(tuning),
    frontTable(tuning),
  ];
}

function taskText({ detect, limit, min_completed, settings }: Tuning, measures: Measures): string {
  const effect = readEffect(detect);
  const said = effect ? `${effectText(effect, measures)} (${detect})` : detect;
  return (
    `to detect ${said} at the least exposure, with at most ${formatPercent(limit)} reset by nothing and at least ` +
    `${formatPercent(min_completed)} complete; settings tried: ${settings}`
  );
}

/** Each value by the end of its path, the whole of it below where it changes. */
function valueTable({ chosen, front }: Tuning): Block {
  const inUse = front.find(({ in_use }) => in_use)?.values ?? {};
  const paths = Object.keys(chosen.values);
  const labels = labelsOf(paths);
  return {
    kind: 'table',
    title: '',
    columns: [left('value'), right('in use'), right('chosen')],
    detail: 'path',
    rows: paths.map((path, i) => ({
      cells: [labels[i]!, String(inUse[path] ?? ''), String(chosen.values[path])],
      detail: inUse[path] === chosen.values[path] ? undefined : path,
    })),
  };
}

/** The last parts of paths, as many as tell them apart. */
function labelsOf(paths: readonly string[]): readonly string[] {
  const parts = paths.map((path) => path.split('.'));
  const most = Math.max(...parts.map(({ length }) => length));
  for (let count = 2; count < most; count++) {
    const labels = parts.map((one) => one.slice(-count).join('.'));
    if (new Set(labels).size === labels.length) return labels;
  }
  return paths;
}

function differenceBlocks({ differences }: Tuning): Block[] {
  if (differences.length === 0) return [];
  return [line(['what changes:', ...differences.map((one) => `~ ${one}`)].join('\n'))];
}
