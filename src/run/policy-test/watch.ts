import type { Plan } from '../../circuit/plan.ts';
import { isInvalid, isTrue, type Reading } from '../../circuit/reading.ts';
import { type ConditionReader, conditionReader } from '../../rollout/conditions.ts';
import { explainSignal } from '../../rollout/explain.ts';
import type { Ramp } from '../../rollout/ramp.ts';
import { formatNumber } from '../../text/number.ts';
import type { Observer } from '../observer.ts';
import type { Checks, ReadingCheck, Subject } from './check.ts';
import type { Around, Failure } from './failure.ts';

/** Ticks shown before and after a failure. */
const TICKS_AROUND = 3;
const MAX_QUERIES = 3;

type Observed = Pick<Observer, 'outcome' | 'decision' | 'reasonNow'>;

type Why = Pick<Failure, 'why' | 'because' | 'decision'>;

/** Checks readings while a run goes on; keeps the few columns that failures are shown with. */
export class Watch {
  readonly #plan: Plan;
  readonly #ramp: Ramp | undefined;
  readonly #checks: Checks;
  readonly #conditions: ConditionReader;
  readonly #failed = new Map<ReadingCheck | Checks['outcomes'][number], Failure>();
  readonly #kept: readonly {
    readonly name: string;
    readonly read: (frame: Float64Array) => Reading;
    readonly readings: Reading[];
  }[];

  constructor(plan: Plan, ramp: Ramp | undefined, checks: Checks) {
    this.#plan = plan;
    this.#ramp = ramp;
    this.#checks = checks;
    this.#conditions = conditionReader(plan);
    const kept = new Map<string, (frame: Float64Array) => Reading>();
    const queries = plan.columns.filter(({ name }) => plan.queries.some((query) => query.signal === name));
    for (const { name, slot } of queries.slice(0, MAX_QUERIES)) kept.set(name, (frame) => frame[slot]!);
    if (ramp) kept.set('accept_percentage', ramp.accept);
    for (const { subject } of checks.readings) kept.set(nameOf(subject), this.#reader(subject));
    this.#kept = [...kept].map(([name, read]) => ({ name, read, readings: [] }));
  }

  see(tick: number, frame: Float64Array, observer: Observed): void {
    const { outcome } = observer;
    for (const { read, readings } of this.#kept) readings.push(read(frame));
    for (const check of this.#checks.readings) {
      if (tick < check.from || tick > check.to || this.#failed.has(check)) continue;
      if (!check.expected.holds(this.#reader(check.subject)(frame)))
        this.#failed.set(check, this.#readingFailure(check, tick, frame, observer));
    }
    for (const check of this.#checks.outcomes) {
      if (tick < check.from || tick > check.to || this.#failed.has(check) || outcome === check.outcome)
        continue;
      this.#failed.set(check, {
        pointer: check.pointer,
        subject: 'outcome',
        tick,
        expected: check.outcome,
        got: outcome,
        ...whyRamp(frame, observer),
        around: null,
        right: outcome,
      });
    }
  }

  /** All failures among readings, with the ticks around them. A check that no tick reached has failed. */
  failures(ticks: number): Failure[] {
    const checks = [
      ...this.#checks.readings,
      ...this.#checks.outcomes.filter((check) => Number.isFinite(check.from)),
    ];
    return checks.flatMap((check) => {
      const failure = this.#failed.get(check) ?? (check.from >= ticks ? unreached(check, ticks) : undefined);
      return failure ? [{ ...failure, around: failure.tick === null ? null : this.#around(failure) }] : [];
    });
  }

  #reader(subject: Subject): (frame: Float64Array) => Reading {
    const ramp = this.#ramp;
    if (subject.of === 'signal') return (frame) => frame[subject.slot]!;
    if (!ramp) return () => Number.NaN;
    if (subject.of === 'step') return ramp.step;
    return ramp.accept;
  }

  #readingFailure(
    { pointer, subject, expected }: ReadingCheck,
    tick: number,
    frame: Float64Array,
    observer: Observed,
  ): Failure {
    const reading = this.#reader(subject)(frame);
    const isScalar = !/[<>=!]|\.\./.test(expected.text);
    return {
      pointer,
      subject: nameOf(subject),
      tick,
      expected: expected.text,
      got: formatNumber(reading),
      ...(subject.of === 'signal' ? this.#whySignal(frame, subject.key) : whyRamp(frame, observer)),
      around: null,
      right: isScalar ? rightText(expected.text, reading) : undefined,
    };
  }

  #whySignal(frame: Float64Array, key: string): Why {
    return { why: explainSignal(this.#plan, frame, key), because: this.#conditions(frame, key) };
  }

  #around({ tick, subject }: Failure): Around {
    const shown = [...this.#kept]
      .sort((a, b) => Number(b.name === subject) - Number(a.name === subject))
      .filter(({ name }) => name === subject || this.#isContext(name));
    const length = this.#kept[0]?.readings.length ?? 0;
    const rows = [];
    for (let t = Math.max(0, tick! - TICKS_AROUND); t <= Math.min(length - 1, tick! + TICKS_AROUND); t++)
      rows.push({ tick: t, readings: shown.map(({ readings }) => readings[t]!) });
    return { columns: shown.map(({ name }) => name), rows };
  }

  #isContext(name: string): boolean {
    return name === 'accept_percentage' || this.#plan.queries.some((query) => query.signal === name);
  }
}

/** What would have been right, in the way the test says what it expects. */
function rightText(expected: string, reading: Reading): string {
  if (expected === 'true' || expected === 'false') return String(isTrue(reading));
  if (isInvalid(reading)) return 'invalid';
  return formatNumber(reading);
}

/** Why the ramp stands where it does, as far as one tick shows. */
function whyRamp(frame: Float64Array, observer: Observed): Why {
  const { decision } = observer;
  const { reason, because } = observer.reasonNow(frame);
  return { why: `${decision}: ${reason}`, because, decision };
}

const nameOf = (subject: Subject): string => (subject.of === 'signal' ? subject.name : subject.of);

const unreached = ({ pointer }: { pointer: string }, ticks: number): Failure => ({
  pointer,
  subject: 'run',
  tick: null,
  expected: 'a run that reaches this time',
  got: `a run of ${ticks} ticks`,
  why: null,
  around: null,
});
