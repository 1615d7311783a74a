import { formatSpoken } from '../../../text/duration.ts';
import { formatNumber } from '../../../text/number.ts';
import { printableJson } from '../../../text/printable.ts';
import { toJson } from '../../diagnostics.ts';
import type { IO } from '../../io.ts';
import { paintFor } from '../../paint.ts';
import { table } from '../../table.ts';
import type { TrialResult } from './run-trials.ts';
import { pathOf } from './settings.ts';

const COLUMNS = ['OUTCOME', 'AT THE END', 'COMPLETED AFTER', 'RESETS', 'TIME HELD', 'BLIND'];

/** One table, a row for each setting. */
export async function trialsTable(results: readonly TrialResult[], io: IO): Promise<string> {
  const [first] = results;
  if (!first) return '';
  const rows = results.map((one) => [...one.setting.map(({ value }) => valueText(value)), ...cellsOf(one)]);
  const header = [...titlesOf(first.setting.map(pathOf)), ...COLUMNS];
  const text = table(header, rows, await paintFor(io.colour.stdout));
  const { from, to, kind, name } = first.result.source;
  const { OPEN_LOOP } = await import('../../../render/summary.ts');
  const note = kind === 'history' ? `${OPEN_LOOP}\n` : '';
  return `${text}\n${name ?? kind}, ${from} to ${to}\n${note}`;
}

/** The last two parts of each path, where that is enough to tell them apart. */
function titlesOf(paths: readonly string[]): readonly string[] {
  const ends = paths.map((path) => path.split('.').slice(-2).join('.'));
  return new Set(ends).size === ends.length ? ends : paths;
}

function cellsOf(one: TrialResult): readonly string[] {
  const { outcome, final, blind } = one.result;
  const accept = final?.accept_percentage ?? null;
  const after = completedAfter(one);
  return [
    outcome,
    accept === null ? '-' : `${formatNumber(Number(accept.toPrecision(4)))} %`,
    after === null ? '-' : formatSpoken(after),
    String(resetsIn(one)),
    formatSpoken(one.held),
    `${formatNumber(Number((blind.share * 100).toPrecision(3)))} %`,
  ];
}

/** The results as one JSON document: an array, each with its setting first. */
export const trialsJson = (results: readonly TrialResult[]): string =>
  `${printableJson(results.map(asJson), 2)}\n`;

const asJson = (one: TrialResult): object => ({
  settings: Object.fromEntries(one.setting.map((assignment) => [pathOf(assignment), assignment.value])),
  completed_after_seconds: completedAfter(one),
  resets: resetsIn(one),
  held_seconds: one.held,
  ...one.result,
  diagnostics: toJson(one.result.diagnostics),
});

/** From the start of the run to the first time the ramp was at its end; null where it never was. */
function completedAfter({ result }: TrialResult): number | null {
  const completed = result.events.find(({ kind }) => kind === 'completed');
  return completed ? completed.tick * result.interval_seconds : null;
}

const resetsIn = ({ result }: TrialResult): number =>
  result.events.filter(({ kind }) => kind === 'reset').length;

const valueText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
