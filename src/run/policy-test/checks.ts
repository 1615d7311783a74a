import type { Plan } from '../../circuit/plan.ts';
import { type Diagnostic, diagnostic, type Place } from '../../errors/rollout-error.ts';
import { parseDuration } from '../../text/duration.ts';
import { toDotted, toPointer } from '../../text/pointer.ts';
import { suggest } from '../../text/suggest.ts';
import type { Checks, EventCheck, OutcomeCheck, ReadingCheck, Span, Subject } from './check.ts';
import type { CheckDocument, EventCheckDocument, SpanDocument, TestDocument } from './document.ts';
import { readExpected } from './expected.ts';

const END = Number.POSITIVE_INFINITY;

/** Resolves what a test expects against the circuit; faults are collected. `pointer` is the test's own place in its file. */
export function readChecks(
  test: TestDocument,
  pointer: string,
  plan: Plan,
  placeOf: (pointer: string) => Place,
): { readonly checks: Checks; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const reader = new Reader(plan, placeOf, diagnostics);
  const expects = (test.expect ?? []).map((check, i) => reader.check(check, `${pointer}/expect/${i}`));
  const events = (test.events ?? []).map((check, i) => reader.event(check, `${pointer}/events/${i}`));
  const dynamic = (test.dynamic_config ?? []).map(({ at, values }, i) => ({
    tick: reader.tick(at, `${pointer}/dynamic_config/${i}/at`),
    document: values,
  }));
  const final: OutcomeCheck[] = test.outcome
    ? [{ pointer: `${pointer}/outcome`, from: END, to: END, outcome: test.outcome }]
    : [];
  const completed =
    test.completed_at === undefined
      ? undefined
      : reader.completed(test.completed_at, `${pointer}/completed_at`);
  const checks: Checks = {
    readings: expects.flatMap(({ readings }) => readings),
    outcomes: [...expects.flatMap(({ outcomes }) => outcomes), ...final],
    events,
    completed,
    dynamic: dynamic.sort((a, b) => a.tick - b.tick),
  };
  return { checks, diagnostics };
}

class Reader {
  readonly #plan: Plan;
  readonly #placeOf: (pointer: string) => Place;
  readonly #diagnostics: Diagnostic[];

  constructor(plan: Plan, placeOf: (pointer: string) => Place, diagnostics: Diagnostic[]) {
    this.#plan = plan;
    this.#placeOf = placeOf;
    this.#diagnostics = diagnostics;
  }

  check(check: CheckDocument, pointer: string): { readings: ReadingCheck[]; outcomes: OutcomeCheck[] } {
    const span = this.#span(check, pointer, true);
    const readings: ReadingCheck[] = [];
    const expect = (subject: Subject | undefined, given: CheckDocument['accept_percentage'], at: string) => {
      const expected = given === undefined ? undefined : readExpected(given);
      if (!expected)
        this.#diagnostics.push(
          diagnostic('TEST_EXPECTED', { path: toDotted(at), got: JSON.stringify(given) }, this.#placeOf(at)),
        );
      else if (subject) readings.push({ ...span, pointer: at, subject, expected });
    };
    for (const of of ['accept_percentage', 'step'] as const)
      if (check[of] !== undefined) expect({ of }, check[of], `${pointer}/${of}`);
    for (const [name, given] of Object.entries(check.signals ?? {})) {
      const at = `${pointer}/signals${toPointer([name])}`;
      expect(this.#signal(name, at), given, at);
    }
    const outcomes = check.outcome
      ? [{ ...span, pointer: `${pointer}/outcome`, outcome: check.outcome }]
      : [];
    const { at: _at, from: _from, to: _to, ...rest } = check;
    if (Object.keys(rest).length === 0)
      this.#diagnostics.push(diagnostic('TEST_NOTHING', { path: toDotted(pointer) }, this.#placeOf(pointer)));
    return { readings, outcomes };
  }

  event({ kind, reason, count, ...span }: EventCheckDocument, pointer: string): EventCheck {
    return { ...this.#span(span, pointer, false), pointer, kind, reason, count };
  }

  completed(text: string, pointer: string): Checks['completed'] {
    const tick = this.tick(text, pointer);
    return { pointer, from: tick, to: tick, text };
  }

  /** The tick at a time from the start, the one before where it falls between two. */
  tick(text: string, pointer: string): number {
    const seconds = parseDuration(text);
    if (seconds === undefined)
      this.#diagnostics.push(
        diagnostic(
          'TEST_TIME',
          { path: toDotted(pointer), got: JSON.stringify(text) },
          this.#placeOf(pointer),
        ),
      );
    return Math.floor(Math.round(((seconds ?? 0) / this.#plan.interval) * 1e6) / 1e6);
  }

  #span({ at, from, to }: SpanDocument, pointer: string, isNeeded: boolean): Span {
    if (at !== undefined && from === undefined && to === undefined) {
      const tick = this.tick(at, `${pointer}/at`);
      return { from: tick, to: tick };
    }
    const span = {
      from: from === undefined ? 0 : this.tick(from, `${pointer}/from`),
      to: to === undefined ? END : this.tick(to, `${pointer}/to`),
    };
    const isMissing = isNeeded && from === undefined && to === undefined;
    if (at !== undefined || isMissing || span.from > span.to)
      this.#diagnostics.push(diagnostic('TEST_RANGE', { path: toDotted(pointer) }, this.#placeOf(pointer)));
    return span;
  }

  #signal(name: string, pointer: string): Subject | undefined {
    const column = this.#plan.columns.find((c) => c.name === name);
    if (column) return { of: 'signal', name, key: column.key, slot: column.slot };
    const known = this.#plan.columns.map((c) => c.name);
    this.#diagnostics.push(
      diagnostic('TEST_SIGNAL', { signal: name, suggestion: suggest(name, known) }, this.#placeOf(pointer)),
    );
    return undefined;
  }
}
