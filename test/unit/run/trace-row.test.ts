import { describe, expect, test } from 'vitest';
import { traceWriter } from '../../../src/run/trace.ts';
import { type TraceMoment, traceRow } from '../../../src/run/trace-row.ts';
import { compare, planOf, promql } from '../../support/plans.ts';

const plan = planOf([promql('A "b", c', 'up'), compare('A "b", c', 'gt', 1, 'HIGH')]);

/** A trace of three ticks, as a run writes it. */
function traceOf(format: 'csv' | 'ndjson'): string {
  const writer = traceWriter(plan, format);
  const { frame } = plan.start();
  const rows = [Number.NaN, 2.5, Number.POSITIVE_INFINITY].map((reading, tick) => {
    frame[plan.columns[0]!.slot] = reading;
    frame[plan.columns[1]!.slot] = 1;
    return writer.row(tick, 1767225600 + tick, frame);
  });
  return writer.header + rows.join('');
}

describe.each(['csv', 'ndjson'] as const)('%s', (format) => {
  test.each([
    [0, Number.NaN],
    [1, 2.5],
    [2, Number.POSITIVE_INFINITY],
  ])('tick %i is read as it was written', (tick, reading) => {
    const row = traceRow(traceOf(format), 'run', { tick });
    expect(row.time).toBe(`2026-01-01T00:00:0${tick}.000Z`);
    expect([...row.readings]).toEqual([
      ['A "b", c', reading],
      ['HIGH', 1],
    ]);
  });

  const at = (text: string) => Date.parse(text) / 1000;
  test.each([
    [{ moment: at('2026-01-01T00:00:01Z') }, 1],
    [{ moment: at('2026-01-01T00:00:01.9Z') }, 1],
    [{ clock: 0 }, 0],
    [{ clock: 2 }, 2],
  ])('%j is tick %i', (moment, tick) => {
    expect(traceRow(traceOf(format), 'run', moment).tick).toBe(tick);
  });

  test.each([{ moment: at('2025-12-31T23:59:59Z') }, { moment: at('2026-01-01T00:00:03Z') }, { clock: 3 }])(
    '%j is not in it',
    (moment) => {
      expect(() => traceRow(traceOf(format), 'run', moment)).toThrow(
        expect.objectContaining({
          diagnostics: [expect.objectContaining({ code: 'TRACE_TIME', hint: 'times are UTC' })],
        }),
      );
    },
  );

  test('a tick it does not have is named with those it has', () => {
    expect(() => traceRow(traceOf(format), 'run', { tick: 3 })).toThrow(
      expect.objectContaining({
        diagnostics: [expect.objectContaining({ code: 'TRACE_TICK', hint: 'it holds ticks 0 to 2' })],
      }),
    );
  });
});

test('a time of the day in a trace of two days needs the day', () => {
  const text = 'tick,time\n0,2026-01-01T23:59:59.000Z\n1,2026-01-02T00:00:00.000Z\n';
  const find = (at: TraceMoment) => () => traceRow(text, 'run.csv', at);
  expect(find({ clock: 86_399 })).toThrow(
    expect.objectContaining({
      diagnostics: [
        expect.objectContaining({ code: 'TRACE_TIME', hint: 'give the day too, as in 2026-11-03T11:00:50Z' }),
      ],
    }),
  );
  expect(find({ moment: Date.parse('2026-01-02T00:00:00Z') / 1000 })().tick).toBe(1);
  expect(find({ since: 1 })().tick).toBe(1);
});

test.each([
  ['', 1, 'the first line must start with tick,time'],
  ['a,b\n1,2\n', 1, 'the first line must start with tick,time'],
  ['tick,time,A\n', 1, 'it has no ticks'],
  ['tick,time,A\nx,y,z\n', 2, 'the line does not start with a tick'],
  ['tick,time,A\n0,t\n', 2, '2 cells under 3 columns'],
  ['tick,time,A\n0,t,ten\n', 2, 'A is "ten", which is no number'],
  ['{"tick":0,"time":"t","A":}', 1, 'the line is not valid JSON'],
  ['{"tick":0,"time":"t","A":[1]x', 1, 'the line is not valid JSON'],
  ['{"a":1}', 1, 'the line does not start with a tick'],
])('%j is refused on line %i: %s', (text, line, why) => {
  expect(() => traceRow(text, 'run.csv', { tick: 0 })).toThrow(
    expect.objectContaining({
      diagnostics: [
        expect.objectContaining({ code: 'TRACE_FORMAT', line, message: `this is not a trace: ${why}` }),
      ],
    }),
  );
});

test.each([
  ['csv', 'tick,time,A,demand,held_by\n0,2026-01-01T00:00:00Z,1,hold,hours approval\n'],
  [
    'ndjson',
    '{"tick":0,"time":"2026-01-01T00:00:00Z","A":1,"demand":"hold","held_by":["hours","approval"]}\n',
  ],
])('%s: what held a tick is no reading', (_, trace) => {
  expect(traceRow(trace, 'run', { tick: 0 })).toEqual({
    tick: 0,
    time: '2026-01-01T00:00:00Z',
    readings: new Map([['A', 1]]),
    demand: 'hold',
    heldBy: ['hours', 'approval'],
  });
});

test.each([
  ['tick,time,A,demand,held_by\n0,2026-01-01T00:00:00Z,1,stay,hours\n', 'demand is "stay"'],
  ['{"tick":0,"time":"2026-01-01T00:00:00Z","A":1,"held_by":"hours"}\n', 'held_by is no list'],
])('%j: what held it is no such thing', (trace, why) => {
  expect(() => traceRow(trace, 'run', { tick: 0 })).toThrow(why);
});
