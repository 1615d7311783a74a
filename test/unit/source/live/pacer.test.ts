import { describe, expect, test } from 'vitest';
import { Pacer } from '../../../../src/source/live/pacer.ts';
import { fakeClock } from '../../../support/fake-clock.ts';

/** A pacer of ticks a second apart from 1000 on, whose tick 0 has run; `gaps` are what it found, with their ticks. */
function begun() {
  const clock = fakeClock(1000);
  const gaps: string[] = [];
  const first = { position: 0, moment: 1000 };
  const pacer = new Pacer({
    clock,
    interval: 1,
    from: { next: first, begun: first },
    onGap: (tick, { kind, reason, shift }) => gaps.push(`${tick} ${kind} ${shift}: ${reason}`),
  });
  expect(pacer.left(0)).toBe(0);
  pacer.begin();
  return { clock, gaps, pacer };
}

describe('a tick that is late', () => {
  test.each([0.3, 0.999, 1])('by %d of an interval runs', async (late) => {
    const { clock, gaps, pacer } = begun();
    await clock.advance(1 + late);
    expect(pacer.isSteady()).toBe(true);
    expect(pacer.left(1)).toBeCloseTo(-late, 9);
    expect([gaps, pacer.next]).toEqual([[], { position: 1, moment: 1001 }]);
  });

  test('by more than an interval is dropped with the others, and the one that is not runs at once', async () => {
    const { clock, gaps, pacer } = begun();
    await clock.advance(9.3);
    expect(pacer.isSteady()).toBe(false);
    expect(pacer.left(1)).toBeCloseTo(-0.3, 9);
    expect(gaps).toEqual(['1 dropped 8: 8 ticks were dropped, late by 8.3 s']);
    expect(pacer.next).toEqual({ position: 9, moment: 1009 });
    pacer.begin();
    expect(pacer.left(2)).toBeCloseTo(0.7, 9);
    expect(gaps).toHaveLength(1);
  });

  test('and the only one', async () => {
    const { clock, gaps, pacer } = begun();
    await clock.advance(2.5);
    pacer.left(1);
    expect(gaps).toEqual(['1 dropped 1: 1 tick was dropped, late by 1.5 s']);
  });
});

describe('a wall clock', () => {
  test.each([0.9, -0.9, 1, -1])('that is %d intervals off is not followed', (by) => {
    const { clock, gaps, pacer } = begun();
    clock.set(by);
    expect(pacer.isSteady()).toBe(true);
    expect(pacer.left(1)).toBe(1);
    expect(gaps).toEqual([]);
  });

  test('that went ahead gives the next tick its time, and no tick more', async () => {
    const { clock, gaps, pacer } = begun();
    clock.set(900.4);
    expect(pacer.isSteady()).toBe(false);
    expect(pacer.left(1)).toBeCloseTo(1.6, 9);
    expect(gaps).toEqual(['1 clock 901: the wall clock went 15 min ahead: it was set, or the machine slept']);
    expect(pacer.next).toEqual({ position: 902, moment: 1902 });
    await clock.advance(1.6);
    expect(clock.now()).toBeCloseTo(1902, 9);
    pacer.begin();
    expect([pacer.left(2), pacer.next.moment]).toEqual([expect.closeTo(1, 9), 1903]);
  });

  test('that went back does so too', async () => {
    const { clock, gaps, pacer } = begun();
    clock.set(-900);
    expect(pacer.left(1)).toBeCloseTo(1, 9);
    expect(gaps).toEqual(['1 clock -900: the wall clock went back by 15 min']);
    expect(pacer.next).toEqual({ position: 1, moment: 101 });
  });

  test('that was set while ticks were late is one gap', async () => {
    const { clock, gaps, pacer } = begun();
    await clock.advance(5);
    clock.set(-60);
    expect(pacer.left(1)).toBeCloseTo(-1, 9);
    expect(gaps).toEqual([
      '1 clock -57: the wall clock went back by 1 min; 3 ticks were dropped, late by 4 s',
    ]);
    expect(pacer.next).toEqual({ position: 4, moment: 944 });
  });

  test('that leaves little by little is followed where that is more than an interval', async () => {
    const { clock, gaps, pacer } = begun();
    for (let tick = 1; gaps.length === 0; tick++) {
      await clock.advance(1);
      clock.set(0.1);
      pacer.left(tick);
      pacer.begin();
    }
    expect(gaps).toEqual(['11 clock 2: the wall clock went 1.1 s ahead: it was set, or the machine slept']);
  });
});
