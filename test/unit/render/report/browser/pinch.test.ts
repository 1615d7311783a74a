import { expect, test } from 'vitest';
import { Pinch } from '../../../../../src/render/report/browser/pinch.ts';

/** A plot 1000 pixels wide that shows ticks 0 to 100, with fingers given as `[id, x]`. */
function pinchOn(fingers: readonly (readonly [number, number])[]) {
  const pinch = new Pinch(
    () => ({ from: 0, to: 100 }),
    (x) => x / 1000,
  );
  const event = (pointerId: number, clientX: number) => ({ pointerId, clientX });
  for (const [id, x] of fingers) pinch.add(event(id, x));
  return { pinch, event };
}

test('a finger that drags keeps its tick under it', () => {
  const { pinch, event } = pinchOn([[1, 500]]);
  expect(pinch.move(event(1, 505))).toBe(false);
  expect(pinch.move(event(1, 400))).toBe(true);
  expect(pinch.window()).toEqual({ from: 10, to: 110 });
  expect(pinch.remove(event(1, 400))).toBe(false);
});

test('two fingers that part zoom in, each with its tick under it', () => {
  const { pinch, event } = pinchOn([
    [1, 400],
    [2, 600],
  ]);
  pinch.move(event(1, 200));
  expect(pinch.move(event(2, 800))).toBe(true);
  const { from, to } = pinch.window()!;
  expect(to - from).toBeCloseTo(20 / 0.6, 9);
  expect(from + 0.2 * (to - from)).toBeCloseTo(40, 9);
});

test('a finger that only touches taps; the second of two does not', () => {
  const one = pinchOn([[1, 500]]);
  expect(one.pinch.remove(one.event(1, 503))).toBe(true);
  const two = pinchOn([
    [1, 400],
    [2, 600],
  ]);
  expect([two.pinch.remove(two.event(1, 400)), two.pinch.remove(two.event(2, 600))]).toEqual([false, false]);
});
