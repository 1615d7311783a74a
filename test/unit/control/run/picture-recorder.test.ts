import { expect, test } from 'vitest';
import type { JournalEntry } from '../../../../src/control/journal/line.ts';
import { PictureRecorder } from '../../../../src/control/run/picture-recorder.ts';
import { isStatusPicture } from '../../../../src/control/state/status-picture.ts';
import { rampOf } from '../../../../src/rollout/ramp.ts';
import type { Observer } from '../../../../src/run/observer.ts';
import { latencyPlan } from '../../../support/plans.ts';

const plan = latencyPlan([
  [1, '30s'],
  [100, '1m'],
]);

const START = Date.parse('2026-11-22T09:00:00Z') / 1000;

const observerOf = (decision: string) =>
  ({ decision, timeOf: (tick: number) => START + tick * plan.interval }) as unknown as Observer;

const recorder = (url?: string) => new PictureRecorder({ plan, ramp: rampOf(plan)!, url });

const entry = (kind: string, reason = ''): JournalEntry => ({
  time: '2026-11-22T09:00:00.000Z',
  kind,
  percentage: 1,
  step: 0,
  reason,
  by: null,
  id: null,
});

/** Ticks from the first on, each with what its targets are told. */
function see(recorded: PictureRecorder, percentages: readonly number[], decision = 'forward'): void {
  const { frame } = plan.start();
  const observer = observerOf(decision);
  percentages.forEach((percentage, tick) => recorded.see({ tick, frame, observer, percentage }));
}

test('the accept percentages are what the targets were told; the frame is left as it was', () => {
  const recorded = recorder('http://ada:secret@prometheus:9090/path');
  const { frame } = plan.start();
  const before = Float64Array.from(frame);
  const observer = observerOf('forward');
  for (const [tick, percentage] of [0, 1, 12.5].entries())
    recorded.see({ tick, frame, observer, percentage });
  expect(recorded.picture.view.accept).toEqual([0, 1, 12.5]);
  expect(frame).toEqual(before);
  expect(recorded.picture).toMatchObject({
    server: 'prometheus:9090',
    started_at: '2026-11-22T09:00:00.000Z',
    next_tick_at: '2026-11-22T09:00:03.000Z',
    decision_since: '2026-11-22T09:00:00.000Z',
    has_gaps: false,
  });
});

test('it says since when the decision holds', () => {
  const recorded = recorder();
  see(recorded, [1, 1]);
  const { frame } = plan.start();
  recorded.see({ tick: 2, frame, observer: observerOf('hold'), percentage: 1 });
  recorded.see({ tick: 3, frame, observer: observerOf('hold'), percentage: 1 });
  expect(recorded.picture.decision_since).toBe('2026-11-22T09:00:02.000Z');
});

test('it stays small however long it runs, and has the shape that is read', () => {
  const recorded = recorder('http://prometheus:9090');
  see(
    recorded,
    Array.from({ length: 5000 }, (_, tick) => tick / 50),
  );
  for (let i = 0; i < 100; i++) recorded.addEntry(entry('pause', `${i} ${'x'.repeat(10_000)}`));
  const { picture } = recorded;
  expect(isStatusPicture(JSON.parse(JSON.stringify(picture)))).toBe(true);
  expect(picture.entries).toHaveLength(12);
  expect(picture.entries.at(-1)!.reason.slice(0, 4)).toBe('99 x');
  expect(picture.entries.at(-1)!.reason).toHaveLength(300);
  expect(picture.view.accept.length).toBeLessThanOrEqual(200);
  expect(JSON.stringify(picture).length).toBeLessThan(20_000);
});

test.each(['dropped', 'clock'])('after %s the times of its readings are not known', (kind) => {
  const recorded = recorder();
  see(recorded, [1]);
  recorded.addEntry(entry('step'));
  expect(recorded.picture.has_gaps).toBe(false);
  recorded.addEntry(entry(kind));
  for (let i = 0; i < 100; i++) recorded.addEntry(entry('step'));
  expect(recorded.picture.has_gaps).toBe(true);
});
