import { rampOf } from '../../rollout/ramp.ts';
import type { Source } from '../../source/source.ts';
import { formatShort } from '../../text/duration.ts';
import type { DynamicDocument, PlannedDocument } from '../dynamic-config.ts';
import type { RunListener, RunOptions } from '../options.ts';
import type { RunEvent, RunResult } from '../result.ts';
import { run } from '../run.ts';
import type { Checks, EventCheck } from './check.ts';
import type { Failure, TestReport } from './failure.ts';
import { Watch } from './watch.ts';

/** A test ready to run: its checks, and the source and steering it runs on. */
export interface ReadyTest {
  readonly name: string;
  readonly pointer: string;
  readonly checks: Checks;
  readonly source: Source;
  readonly initial: DynamicDocument | undefined;
  readonly planned: readonly PlannedDocument[];
  /** Of the source, where it looks at the run. */
  readonly listener?: RunListener;
}

export type TestOptions = Pick<RunOptions, 'policy' | 'plan' | 'signal' | 'yieldToEventLoop'>;

/** Runs one test of a policy through the engine that runs everything else. */
export async function runTest(
  test: ReadyTest,
  { policy, plan, signal, yieldToEventLoop }: TestOptions,
): Promise<TestReport> {
  const { name, pointer, checks, source, initial, planned, listener } = test;
  const watch = new Watch(plan, rampOf(plan), checks);
  const { result } = await run({
    policy,
    plan,
    source,
    signal,
    yieldToEventLoop,
    steering: { initial, planned: [...planned, ...checks.dynamic].sort((a, b) => a.tick - b.tick) },
    series: [],
    listeners: [...(listener ? [listener] : []), { onTick: watch.see.bind(watch) }],
  });
  const failures = [
    ...watch.failures(result.ticks),
    ...checks.events.flatMap((check) => eventFailure(check, result) ?? []),
    ...endFailures(checks, result),
  ];
  return { name, pointer, ticks: result.ticks, failures };
}

function eventFailure(check: EventCheck, { events, interval_seconds }: RunResult): Failure | undefined {
  const ofKind = events.filter((event) => event.kind === check.kind);
  const found = ofKind.filter(
    ({ tick, reason }) => tick >= check.from && tick <= check.to && reason.includes(check.reason ?? ''),
  );
  const isMet = check.count === undefined ? found.length > 0 : found.length === check.count;
  if (isMet) return undefined;
  const counted = check.count === undefined ? ofKind : found;
  const reason = check.reason === undefined ? '' : ` with "${check.reason}" in its reason`;
  return {
    pointer: check.pointer,
    subject: `event ${check.kind}`,
    tick: null,
    expected: `${countText(check.count)}${within(check, interval_seconds)}${reason}`,
    got: ofKind.length === 0 ? 'none in the whole run' : listed(counted, interval_seconds),
    why: null,
    around: null,
  };
}

function countText(count: number | undefined): string {
  if (count === undefined) return 'at least one';
  return count === 0 ? 'none' : `exactly ${count}`;
}

function within({ from, to }: EventCheck, interval: number): string {
  const time = (tick: number) => formatShort(tick * interval);
  if (from === to) return ` at ${time(from)}`;
  const parts = [from > 0 ? ` from ${time(from)}` : '', Number.isFinite(to) ? ` to ${time(to)}` : ''];
  return parts.join('');
}

const MAX_SHOWN_EVENTS = 4;

/** How many events there were, and the first of them. */
function listed(events: readonly RunEvent[], interval: number): string {
  if (events.length === 0) return '0';
  const shown = events
    .slice(0, MAX_SHOWN_EVENTS)
    .map(({ tick, reason }) => `at ${formatShort(tick * interval)}: ${reason}`);
  if (events.length > MAX_SHOWN_EVENTS) shown.push('…');
  return `${events.length} (${shown.join('; ')})`;
}

function endFailures({ outcomes, completed }: Checks, result: RunResult): Failure[] {
  const failures: Failure[] = [];
  for (const { pointer, from, outcome } of outcomes) {
    if (Number.isFinite(from) || outcome === result.outcome) continue;
    failures.push({
      pointer,
      subject: 'outcome',
      tick: null,
      expected: outcome,
      got: result.outcome,
      why: null,
      around: null,
      right: result.outcome,
    });
  }
  if (completed) failures.push(...completedFailures(completed, result));
  return failures;
}

function completedFailures(completed: NonNullable<Checks['completed']>, result: RunResult): Failure[] {
  const tick = result.events.findLast((event) => event.kind === 'completed')?.tick;
  const isDone = result.outcome === 'completed' && tick !== undefined;
  if (isDone && tick === completed.from) return [];
  const got = isDone ? formatShort(tick * result.interval_seconds) : `not completed, ${result.outcome}`;
  return [
    {
      pointer: completed.pointer,
      subject: 'completed_at',
      tick: null,
      expected: completed.text,
      got,
      why: null,
      around: null,
      right: isDone ? got : undefined,
    },
  ];
}
