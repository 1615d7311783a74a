import type { RunResult } from '../../../src/run/result.ts';
import { shareSignal, signalsOf } from './documents.ts';
import { type Expected, expectedOf, placesOf } from './model.ts';
import type { Rollout } from './rollout.ts';

/** One tick of a trace: readings by column, null where invalid, infinities as text. */
export type Row = Readonly<Record<string, unknown>>;

/** What a rehearsal of a rollout left. */
export interface Rehearsed {
  readonly rows: readonly Row[];
  readonly result: RunResult;
}

const CLOSE = 1e-9;
/** The noise of a measure over so many requests. */
const CLOSE_SHARE = 1e-5;

const isNear = (a: number, b: number, within = CLOSE): boolean => Math.abs(a - b) <= within;

function readingOf(row: Row | undefined, column: string): number {
  const cell = row?.[column];
  if (typeof cell === 'number') return cell;
  if (cell === '+Inf') return Number.POSITIVE_INFINITY;
  return cell === '-Inf' ? Number.NEGATIVE_INFINITY : Number.NaN;
}

/** The ramp's own signals are inside of its component. */
const rampColumn = (row: Row | undefined, name: string): string =>
  Object.keys(row ?? {}).find((column) => column.endsWith(`/${name}`)) ?? name;

/** What of a rehearsal is not as it must be; the first few. */
export function faultsOf(rollout: Rollout, { rows, result }: Rehearsed): string[] {
  if (rows.length !== rollout.ticks) return [`${rows.length} ticks instead of ${rollout.ticks}`];
  const expected = expectedOf(rollout, (signal, tick) => readingOf(rows[tick], signal));
  const accept = rampColumn(rows[0], 'ACCEPT_PERCENTAGE');
  const accepted = rows.map((row) => readingOf(row, accept));
  return [
    ...moveFaults(rollout, expected, accepted),
    ...rowFaults(rollout, expected, rows),
    ...resultFaults(rollout, { expected, accepted }, result),
    ...blindFaults(rollout, result),
  ].slice(0, 5);
}

/** The promises of a ramp, without a model of it: no forward move unasked, no jump, the first step after a reset. */
function moveFaults(rollout: Rollout, expected: readonly Expected[], accepted: readonly number[]): string[] {
  const places = placesOf(rollout);
  const slopes = places.slice(1).map(({ accept }, i) => Math.abs(accept - places[i]!.accept));
  const slope = Math.max(0, ...slopes);
  const isRising = rollout.steps.every(({ target }, i) => i === 0 || target >= rollout.steps[i - 1]!.target);
  return expected.flatMap(({ forward, backward, reset }, tick) => {
    const now = accepted[tick]!;
    const before = accepted[tick - 1] ?? places[0]!.accept;
    const faults: string[] = [];
    if (isRising && !forward && now > before + CLOSE) faults.push(`(a) tick ${tick} goes forward unasked`);
    if (!reset && Math.abs(now - before) > slope + CLOSE) faults.push(`(b) tick ${tick} jumps to ${now}`);
    if (reset && !isNear(now, places[0]!.accept)) faults.push(`(c) tick ${tick} is reset and at ${now}`);
    if (!(forward || backward || reset) && now !== before) faults.push(`(c) tick ${tick} holds and moves`);
    return faults;
  });
}

/** Every tick against the model, and the share of requests that the next tick reads. */
function rowFaults(rollout: Rollout, expected: readonly Expected[], rows: readonly Row[]): string[] {
  const read = (tick: number, column: string) => readingOf(rows[tick], column);
  const columns = ['ACCEPT_PERCENTAGE', 'START_SIGNAL', 'END_SIGNAL'].map((name) =>
    rampColumn(rows[0], name),
  );
  const [accept = '', atStart = '', atEnd = ''] = columns;
  return expected.flatMap((one, tick) => {
    const wanted: [string, number, number?][] = [
      ['FORWARD', Number(one.forward)],
      ['BACKWARD', Number(one.backward)],
      ['RESET', Number(one.reset)],
      [accept, one.accept],
      [atStart, Number(one.atStart)],
      [atEnd, Number(one.atEnd)],
    ];
    const before = expected[tick - 1];
    if (before) wanted.push([shareSignal(rollout), before.share, CLOSE_SHARE]);
    return wanted
      .filter(([column, value, within]) => !isNear(read(tick, column), value, within))
      .map(([column, value]) => `tick ${tick}: ${column} is ${read(tick, column)}, not ${value}`);
  });
}

interface Course {
  readonly expected: readonly Expected[];
  readonly accepted: readonly number[];
}

/** Outcome, counters and events against the ticks. */
function resultFaults(rollout: Rollout, { expected, accepted }: Course, result: RunResult): string[] {
  const faults: string[] = [];
  const equal = (what: string, found: unknown, wanted: unknown): void => {
    if (JSON.stringify(found) !== JSON.stringify(wanted))
      faults.push(`(e) ${what} is ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`);
  };
  const last = expected.at(-1)!;
  const { forward, backward, reset, hold } = result.counts;
  equal('counts', { forward, backward, reset, hold }, countsOf(expected));
  equal('ticks', result.ticks, rollout.ticks);
  equal('final.step', result.final?.step, last.step);
  equal('final.accept_percentage', result.final?.accept_percentage, accepted.at(-1));
  equal('outcome', result.outcome, outcomeOf(expected));
  const ends = expected.flatMap(({ atEnd }, i) => (atEnd && !expected[i - 1]?.atEnd ? [i] : []));
  equal('completed', ticksOf(result, 'completed'), ends);
  equal(
    'dynamic_config',
    ticksOf(result, 'dynamic_config'),
    rollout.steering.map(({ tick }) => tick),
  );
  equal(
    'resets without a reason',
    ticksOf(result, 'reset').filter((tick) => !expected[tick]!.reset),
    [],
  );
  const wrong = result.events.filter((event) => event.accept_percentage !== accepted[event.tick]);
  equal(
    'events with another percentage',
    wrong.filter(({ kind }) => kind !== 'dynamic_config'),
    [],
  );
  return faults;
}

/** Forward at the end, and backward at the start, is a hold. */
function countsOf(expected: readonly Expected[]): Record<string, number> {
  const counts = { forward: 0, backward: 0, reset: 0, hold: 0 };
  expected.forEach(({ forward, backward, reset }, tick) => {
    const before = expected[tick - 1] ?? { atStart: true, atEnd: false };
    if (reset) counts.reset += 1;
    else if (forward && !before.atEnd) counts.forward += 1;
    else if (backward && !before.atStart) counts.backward += 1;
    else counts.hold += 1;
  });
  return counts;
}

const ticksOf = ({ events }: RunResult, kind: string): number[] =>
  events.filter((event) => event.kind === kind).map(({ tick }) => tick);

function outcomeOf(expected: readonly Expected[]): string {
  const { atEnd, atStart } = expected.at(-1)!;
  if (atEnd) return 'completed';
  if (!expected.some((one) => !one.atStart)) return 'not_started';
  return atStart ? 'rolled_back' : 'in_progress';
}

/** What was not seen: of each query, and of those that criteria read. */
function blindFaults(rollout: Rollout, { counts, blind }: RunResult): string[] {
  return signalsOf(rollout).flatMap(({ signal, driver }) => {
    const isMissing = Array.from({ length: rollout.ticks }, (_, tick) =>
      Number.isNaN(tick === 0 ? Number.NaN : (driver.readings[tick - 1] ?? Number.NaN)),
    );
    const missing = isMissing.filter(Boolean).length;
    const isRead = Object.values(driver.criteria).some((criterion) => criterion !== undefined);
    const faults: string[] = [];
    if (counts.invalid[signal] !== missing)
      faults.push(`(e) ${signal}: ${counts.invalid[signal]} invalid, not ${missing}`);
    const seen = blind.queries[signal];
    if (isRead && seen?.ticks !== missing - 1)
      faults.push(`(e) ${signal}: blind on ${seen?.ticks}, not ${missing - 1}`);
    return faults;
  });
}
