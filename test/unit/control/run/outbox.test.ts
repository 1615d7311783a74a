import { expect, test } from 'vitest';
import type { Note } from '../../../../src/control/notify/notifier.ts';
import { confirmed, refused } from '../../../../src/control/outcome.ts';
import { Outbox } from '../../../../src/control/run/outbox.ts';
import { fakeClock } from '../../../support/fake-clock.ts';
import { until } from '../../../support/until.ts';

const note = (id: string): Note => ({
  id,
  kind: 'step',
  rollout: 'checkout-v2',
  time: 0,
  percentage: 1,
  step: 1,
  steps: 2,
  reason: '',
  is_over: false,
});

function outbox(outcomes: Readonly<Record<string, readonly string[]>>) {
  const clock = fakeClock(0, true);
  const sent: string[] = [];
  const faults: string[] = [];
  const left = new Map(Object.entries(outcomes).map(([id, whys]) => [id, [...whys]]));
  const box = new Outbox({
    clock: {
      ...clock,
      sleep: (seconds, signal) => (seconds === 10 ? new Promise(() => {}) : clock.sleep(seconds, signal)),
    },
    notify: async ({ id }) => {
      sent.push(id);
      const why = left.get(id)?.shift();
      return why === undefined ? confirmed : refused(why);
    },
    onFault: (why) => faults.push(why),
  });
  return { box, sent, faults };
}

test('notes are sent one after the other, each until it is taken', async () => {
  const { box, sent, faults } = outbox({ a: ['busy', 'busy'] });
  for (const id of ['a', 'b']) box.add(note(id));
  await until(() => sent.length === 4);
  expect([sent, faults]).toEqual([['a', 'a', 'a', 'b'], []]);
});

test('one that is never taken is given up and said, the next one is sent', async () => {
  const { box, sent, faults } = outbox({ a: ['no', 'no', 'no', 'never'] });
  for (const id of ['a', 'b']) box.add(note(id));
  await until(() => sent.length === 5);
  expect([sent, faults]).toEqual([['a', 'a', 'a', 'a', 'b'], ['never']]);
});
