import { describe, expect, it } from 'vitest';
import { summarise } from '../../../../src/judge/assess/summarise.ts';
import { NEVER } from '../../../../src/judge/outcome.ts';
import { facts, injected, inputOf, outcome, rehearsalsOf, reset } from '../../../support/outcomes.ts';

const starts = (count: number) => Array.from({ length: count }, (_, i) => i * 10);
const codes = ({ diagnostics }: { readonly diagnostics: readonly object[] }) =>
  diagnostics.map((one) => (one as { code: string }).code);

describe('an assessment', () => {
  it('counts what became of the rehearsals', () => {
    const outcomes = [
      ...starts(16).map((start) => outcome(start)),
      reset(160, { completed: 12, ticks: 13 }),
      reset(170, { completed: NEVER, ticks: 15, isAtFirstStep: true }),
      outcome(180, { backward: 3, backwardBy: [1], completed: 9, ticks: 10 }),
      outcome(190, { completed: NEVER, ticks: 15 }),
    ];
    const { completed, completed_without_reset, false_alarms, time_to_complete_seconds, rehearsals } =
      summarise(inputOf({ rehearsals: rehearsalsOf(outcomes) }));
    expect(rehearsals).toEqual({ count: 20, every_seconds: 600, horizon_seconds: 900 });
    expect([completed.count, completed_without_reset.count]).toEqual([18, 17]);
    expect([completed.share, completed_without_reset.share]).toEqual([0.9, 0.85]);
    const { reset: resets, reset_at_first_step, backward, by } = false_alarms;
    expect([resets.count, reset_at_first_step.count, backward.count]).toEqual([2, 1, 1]);
    expect(by).toEqual([
      { signal: 'LATENCY', criterion: 'reset', rehearsals: 2 },
      { signal: 'LATENCY', criterion: 'backward', rehearsals: 1 },
    ]);
    expect(time_to_complete_seconds).toEqual({ fastest: 240, p50: 240, p90: 720, p95: null, p99: null });
  });

  it('gives the same bytes in whatever order the rehearsals come', () => {
    const outcomes = starts(40).map((start) => (start % 70 === 0 ? reset(start) : outcome(start)));
    const found = [{ criterion: 2, from: 0, to: 400, extreme: 120, threshold: 100 }];
    const one = inputOf({ rehearsals: rehearsalsOf(outcomes), facts: { ...facts, stretches: found } });
    const other = {
      ...one,
      rehearsals: [...one.rehearsals.slice(13), ...one.rehearsals.slice(0, 13).reverse()],
    };
    expect(JSON.stringify(summarise(other))).toBe(JSON.stringify(summarise(one)));
  });

  it('counts a rehearsal that met an incident up to there', () => {
    const outcomes = [
      ...starts(18).map((start) => outcome(start)),
      outcome(180, { ticks: 2, completed: NEVER, incident: 0 }),
      reset(190, { ticks: 4, completed: NEVER, incident: 0 }),
    ];
    const { rehearsals, completed, false_alarms } = summarise(
      inputOf({
        rehearsals: rehearsalsOf(outcomes),
        incidents: [{ name: 'outage', from: 0, to: 1 }],
      }),
    );
    expect([rehearsals.count, rehearsals.ended_by_incident]).toEqual([20, 2]);
    expect([completed.count, false_alarms.reset.count]).toEqual([18, 1]);
  });

  it('names the stretches by how many rehearsals they reset', () => {
    const found = [
      { criterion: 2, from: 11, to: 13, extreme: 131.2, threshold: 100 },
      { criterion: 2, from: 30, to: 60, extreme: 104, threshold: 100 },
    ];
    const outcomes = [outcome(0), reset(10), outcome(20), reset(30), reset(40)];
    const { stretches } = summarise(
      inputOf({ rehearsals: rehearsalsOf(outcomes), facts: { ...facts, stretches: found } }),
    ).false_alarms;
    expect(stretches.of).toBe(2);
    expect(stretches.worst[0]).toEqual({
      from: '2026-11-01T00:30:00.000Z',
      to: '2026-11-01T01:01:00.000Z',
      signal: 'LATENCY',
      criterion: 'reset',
      rehearsals: 2,
      extreme: 104,
      threshold: 100,
      command: `simulate --from ${facts.start + 30 * 60} --to ${facts.start + 45 * 60}`,
    });
    expect(stretches.worst.map(({ rehearsals }) => rehearsals)).toEqual([2, 1]);
  });

  it('gives no interval where the readings remember for over 1/40 of the history, and says what would do', () => {
    const memory = [{ signal: 'LATENCY', ticks: 37 }];
    const outcomes = starts(100).map((start) => outcome(start));
    const result = summarise(inputOf({ rehearsals: rehearsalsOf(outcomes), facts: { ...facts, memory } }));
    expect([result.completed.interval, result.false_alarms.reset.interval]).toEqual([null, null]);
    expect(result.diagnostics).toMatchObject([
      {
        code: 'JUDGE_MEMORY',
        message:
          'no interval can be given: readings of LATENCY are alike for 37 min, more than 1/40 of the history (1 d)',
        hint: 'give at least 2 days of history',
      },
    ]);
    expect(
      codes(
        summarise(
          inputOf({
            rehearsals: rehearsalsOf(outcomes),
            facts: { ...facts, memory: [{ signal: 'A', ticks: 36 }] },
          }),
        ),
      ),
    ).toEqual([]);
  });

  it('gives no interval for 4 independent rehearsals, and says how much history would do', () => {
    const outcomes = starts(4).map((start) => outcome(start));
    expect(summarise(inputOf({ rehearsals: rehearsalsOf(outcomes) })).diagnostics).toMatchObject([
      { code: 'JUDGE_FEW_STARTS', hint: 'give at least 2 days of history' },
    ]);
  });
});

describe('the verdict', () => {
  const outcomes = starts(100).map((start) => (start % 100 === 0 ? reset(start) : outcome(start)));

  it.each([
    [0.05, 'beyond'],
    [0.15, 'cannot tell'],
    [0.3, 'within'],
  ])('on 10 of 100 resets against a limit of %d is %s', (maxFalseAlarms, expected) => {
    const { verdict, verdict_needs_days, diagnostics } = summarise(
      inputOf({ rehearsals: rehearsalsOf(outcomes), limits: { maxFalseAlarms } }),
    );
    expect(verdict).toBe(expected);
    expect(verdict_needs_days === undefined).toBe(expected !== 'cannot tell');
    expect(codes({ diagnostics })).toEqual(expected === 'cannot tell' ? ['JUDGE_UNDECIDED'] : []);
  });

  it('is none without a limit', () => {
    expect(summarise(inputOf({ rehearsals: rehearsalsOf(outcomes) })).verdict).toBeNull();
  });

  it.each([
    [0.99, 'beyond'],
    [0.85, 'cannot tell'],
    [0.6, 'within'],
  ])('on 80 of 100 caught against %d is %s', (minCaught, expected) => {
    const rehearsals = rehearsalsOf(outcomes).map((one, i) => ({
      ...one,
      injected: [injected(one.healthy.start, i % 5 === 0 ? {} : { reset: 3 })],
    }));
    const injections = [{ effect: 'LATENCY: x2', share: 'whole', window_seconds: 0 }];
    expect(summarise(inputOf({ rehearsals, injections, limits: { minCaught } })).verdict).toBe(expected);
  });
});
