import { describe, expect, test } from 'vitest';
import { rampOf } from '../../../src/rollout/ramp.ts';
import { rampAt, rampBack, rampOn } from '../../../src/rollout/ramp-back.ts';
import { planOf, ramp } from '../../support/plans.ts';

type Steps = readonly (readonly [number, string])[];

/** A ramp that goes forward on every tick. */
const climbing = (steps: Steps) =>
  planOf([
    { variable: { constant_output: { value: 1 }, out_ports: { output: { signal_name: 'FORWARD' } } } },
    ramp(steps, { forward: 'FORWARD' }),
  ]);

const TICKS = 24;

function runs(steps: Steps) {
  const plan = climbing(steps);
  const { accept, atEnd, atStart } = rampOf(plan)!;
  /** After so many ticks. */
  const climbed = (ticks: number) => {
    const engine = plan.start();
    for (let i = 0; i < ticks; i++) engine.tick();
    return engine;
  };
  const course = Array.from({ length: TICKS + 1 }, (_, i) => accept(climbed(i + 1).frame));
  return { climbed, back: rampBack(plan), accept, atEnd, atStart, course };
}

const RAMPS: readonly (readonly [string, Steps])[] = [
  [
    'one that grows in steps',
    [
      [5, '0s'],
      [50, '9s'],
      [100, '9s'],
    ],
  ],
  [
    'one with a step that it stays in',
    [
      [1, '2s'],
      [25, '4s'],
      [25, '5s'],
      [100, '6s'],
    ],
  ],
  ['one of a single step', [[100, '4s']]],
];

describe.each(RAMPS)('%s', (_, steps) => {
  test.each([100, 99.9, 60, 50, 30, 25, 7, 5, 1])(
    'stands at most at %f afterwards, at the highest it had',
    (percentage) => {
      const { climbed, back, accept, course } = runs(steps);
      const had = course.slice(0, TICKS).filter((one) => one <= percentage);
      const { frame } = climbed(TICKS);
      const isThere = back(frame, percentage);
      expect(isThere).toBe(had.length > 0);
      expect(accept(frame)).toBe(had.length > 0 ? Math.max(...had) : steps[0]![0]);
    },
  );

  test.each([80, 50, 20, 5])('goes on from %f as it did from there the first time', (percentage) => {
    const { climbed, back, accept, course } = runs(steps);
    const engine = climbed(TICKS);
    back(engine.frame, percentage);
    const from = course.lastIndexOf(
      accept(engine.frame),
      course.findIndex((one) => one > percentage),
    );
    for (const expected of course.slice(from + 1, from + 8)) {
      engine.tick();
      expect(accept(engine.frame)).toBe(expected);
    }
  });

  test('is at no end after it was taken back, and at its start where nothing is low enough', () => {
    const { climbed, back, atEnd, atStart } = runs(steps);
    const { frame } = climbed(TICKS);
    expect(atEnd(frame)).toBe(true);
    expect(back(frame, 0)).toBe(false);
    expect([atEnd(frame), atStart(frame)]).toEqual([false, true]);
  });

  test.each([100, 60, 25, 5, 0])(
    'is put at the first of its highest points up to %f, and goes on',
    (percentage) => {
      const { climbed, accept, course } = runs(steps);
      const all = [steps[0]![0], ...course];
      const highest = Math.max(all[0]!, ...all.filter((one) => one <= percentage));
      const engine = climbed(3);
      expect(rampAt(climbing(steps))(engine.frame, percentage)).toBe(highest <= percentage);
      for (const expected of all.slice(all.indexOf(highest), TICKS)) {
        expect(accept(engine.frame)).toBe(expected);
        engine.tick();
      }
    },
  );

  test('is put at the ends of its steps, one after the other', () => {
    const { climbed, accept, atEnd } = runs(steps);
    const { frame } = climbed(0);
    const on = rampOn(climbing(steps));
    for (const [i, [target]] of steps.entries()) {
      on(frame);
      expect([accept(frame), atEnd(frame)]).toEqual([target, i === steps.length - 1]);
    }
  });

  test('is left where it stands below the percentage', () => {
    const { climbed, back } = runs(steps);
    const { frame } = climbed(4);
    const before = [...frame];
    expect(back(frame, 100)).toBe(true);
    expect([...frame]).toEqual(before);
  });
});
