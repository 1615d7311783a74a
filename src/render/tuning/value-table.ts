import type { Tuning } from '../../judge/tuning.ts';
import { left, right, type Table } from '../blocks/block.ts';

/** Each value by the end of its path, the whole of it below where it changes. */
export function valueTable({ chosen, front }: Pick<Tuning, 'chosen' | 'front'>): Table {
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
export function labelsOf(paths: readonly string[]): readonly string[] {
  const parts = paths.map((path) => path.split('.'));
  const most = Math.max(...parts.map(({ length }) => length));
  for (let count = 2; count < most; count++) {
    const labels = parts.map((one) => one.slice(-count).join('.'));
    if (new Set(labels).size === labels.length) return labels;
  }
  return paths;
}
