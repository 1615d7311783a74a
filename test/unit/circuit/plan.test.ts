import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../src/circuit/plan.ts';
import { planOf } from '../../support/plans.ts';
import { INPUTS, randomCircuit, randomReadings } from '../../support/random-circuit.ts';

const TICKS = 24;
const runs = fc.record({ components: randomCircuit, readings: randomReadings(TICKS) });

/** The frames after each of the ticks `from` to `to`. */
function run(
  plan: Plan,
  readings: readonly number[][],
  from: number,
  to: number,
  snapshot?: Float64Array,
): Float64Array[] {
  const { frame, tick } = plan.start(snapshot);
  return readings.slice(from, to).map((row) => {
    for (const { signal, resultSlot } of plan.queries) {
      const input = INPUTS.indexOf(signal.replace(/.*\//, ''));
      if (input >= 0) frame[resultSlot] = row[input]!;
    }
    tick();
    return frame.slice();
  });
}

const bits = (frames: readonly Float64Array[]) =>
  frames.map((frame) => Buffer.from(frame.buffer).toString('hex'));

describe('any circuit', () => {
  it('runs twice the same, bit for bit', () => {
    fc.assert(
      fc.property(runs, ({ components, readings }) => {
        const plan = planOf(components);
        expect(bits(run(plan, readings, 0, TICKS))).toEqual(bits(run(plan, readings, 0, TICKS)));
      }),
    );
  });

  it('goes on from a snapshot as if it had never stopped', () => {
    fc.assert(
      fc.property(runs, fc.nat(TICKS - 1), ({ components, readings }, at) => {
        const plan = planOf(components);
        const whole = run(plan, readings, 0, TICKS);
        const first = run(plan, readings, 0, at);
        const rest = run(plan, readings, at, TICKS, first.at(-1));
        expect(bits([...first, ...rest])).toEqual(bits(whole));
      }),
    );
  });

  it('computes the same inside a nested circuit', () => {
    fc.assert(
      fc.property(runs, ({ components, readings }) => {
        const flat = planOf(components);
        const nested = planOf([{ nested_circuit: { components } }]);
        const signals = (plan: Plan, frame: Float64Array) => plan.columns.map(({ slot }) => frame[slot]);
        const inner = run(nested, readings, 0, TICKS).map((frame) => signals(nested, frame));
        expect(inner).toEqual(run(flat, readings, 0, TICKS).map((frame) => signals(flat, frame)));
      }),
    );
  });

  it('computes the same through ingresses and egresses, where no loop crosses them', () => {
    fc.assert(
      fc.property(runs, ({ components, readings }) => {
        const inner = components.slice(0, -INPUTS.length);
        const crossing = (side: 'ingress' | 'egress', ports: 'out_ports' | 'in_ports', name: string) => ({
          [`nested_signal_${side}`]: { port_name: name, [ports]: { signal: { signal_name: name } } },
        });
        const last = `S${inner.length - 1}`;
        const nested = planOf([
          {
            nested_circuit: {
              in_ports_map: Object.fromEntries(INPUTS.map((name) => [name, { signal_name: name }])),
              out_ports_map: { [last]: { signal_name: 'LAST' } },
              components: [
                ...inner,
                ...INPUTS.map((name) => crossing('ingress', 'out_ports', name)),
                crossing('egress', 'in_ports', last),
              ],
            },
          },
          ...components.slice(-INPUTS.length),
        ]);
        const flat = planOf(components);
        const readingsOf = (plan: Plan, name: string) =>
          run(plan, readings, 0, TICKS).map(
            (frame) => frame[plan.columns.find((column) => column.name === name)!.slot],
          );
        expect(readingsOf(nested, 'LAST')).toEqual(readingsOf(flat, last));
      }),
    );
  });
});

describe('a plan', () => {
  const plan = planOf([
    {
      variable: {
        constant_output: { value: 7 },
        config_key: 'limit',
        out_ports: { output: { signal_name: 'LIMIT' } },
      },
    },
    {
      first_valid: {
        in_ports: { inputs: [{ signal_name: 'SUM' }, { constant_signal: { value: 7 } }] },
        out_ports: { output: { signal_name: 'LAST' } },
      },
    },
    {
      arithmetic_combinator: {
        operator: 'add',
        in_ports: { lhs: { signal_name: 'LAST' }, rhs: { constant_signal: { value: 7 } } },
        out_ports: { output: { signal_name: 'SUM' } },
      },
    },
  ]);

  it('gives every signal a slot, in component order', () => {
    expect(plan.columns.map(({ name, key }) => [name, key])).toEqual([
      ['LIMIT', 'root/LIMIT'],
      ['LAST', 'root/LAST'],
      ['SUM', 'root/SUM'],
    ]);
    expect(plan.columns.map(({ slot }) => slot)).toEqual(plan.columns.map(({ key }) => plan.slotOf(key)));
  });

  it('keeps one constant once, and the last value of looped signals apart', () => {
    const frame = plan.start().frame;
    expect([...frame].filter((value) => value === 7)).toHaveLength(2); // the constant and the variable's own cell
    expect(plan.delayedSlotOf('root/SUM')).toBe(frame.length - 1);
    expect(plan.delayedSlotOf('root/LAST')).toBeUndefined();
  });

  it('starts every run from a frame of its own', () => {
    const [a, b] = [plan.start(), plan.start()];
    a.tick();
    expect([a.frame[plan.slotOf('root/SUM')!], b.frame[plan.slotOf('root/SUM')!]]).toEqual([14, Number.NaN]);
  });

  it('names the cell of a dynamic key and its first value', () => {
    const [{ key, initial, slot }] = plan.dynamic as [Plan['dynamic'][number]];
    expect({ key, initial, slot }).toEqual({ key: 'limit', initial: 7, slot: plan.stateOf('root.0') });
  });
});
