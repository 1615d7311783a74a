import { expect, test } from 'vitest';
import { RunNotes } from '../../../../src/control/run/notes.ts';
import type { RolloutStatus } from '../../../../src/control/state/rollout-status.ts';
import type { World } from '../../../../src/control/world.ts';
import { rampOf } from '../../../../src/rollout/ramp.ts';
import { STATUS } from '../../../support/control/rollout-status.ts';
import { fakeClock } from '../../../support/fake-clock.ts';
import { latencyPlan } from '../../../support/plans.ts';
import { until } from '../../../support/until.ts';

/** What a webhook, and an Alertmanager beside it, are sent. */
function receivers() {
  const clock = fakeClock();
  const hook: string[] = [];
  const alerts: string[] = [];
  let ids = 0;
  const world: World = {
    directory: '/',
    env: {},
    now: clock.now,
    newId: () => String(++ids),
    async exchange({ url, text = '' }) {
      const body = JSON.parse(text);
      if (url.includes('alerts')) alerts.push(body[0].labels.alertname);
      else hook.push(`${body.type}${body.data.is_over ? ' over' : ''}: ${body.data.reason}`);
      return { status: 200, headers: {}, body: { json: '' } } as never;
    },
  };
  const entries = [
    { kind: 'webhook', config: { url: 'http://hook.test/' } },
    { kind: 'alertmanager', config: { url: 'http://am.test/' } },
  ];
  const ramp = rampOf(
    latencyPlan([
      [1, '1s'],
      [100, '1s'],
    ]),
  )!;
  const onFault = (what: string) => hook.push(what);
  return {
    clock,
    hook,
    alerts,
    notes: new RunNotes({ rollout: 'checkout-v2', ramp, entries, world, clock, onFault }),
  };
}

test('a moment is told once, a problem when it begins and when it is over', async () => {
  const { hook, notes } = receivers();
  const entry = { time: '', percentage: 5, step: 1, reason: 'step 2 of 2', by: null, id: null };
  notes.onEntry({ ...entry, kind: 'step' });
  notes.onEntry({ ...entry, kind: 'invalid' });
  for (const blind of [['latency'], ['latency'], []]) notes.onStatus({ ...STATUS, blind });
  await until(() => hook.length === 3);
  expect(hook).toEqual([
    'rollout.step: step 2 of 2',
    'rollout.blind: no value of latency',
    'rollout.blind over: no value of latency',
  ]);
});

test.each<[string, Partial<RolloutStatus>[], string[]]>([
  [
    'that waits for a start',
    [{ decision: 'reset' }, { state: 'reset' }, { state: 'running' }],
    ['', ' over'],
  ],
  [
    'that climbs again by itself',
    [{ decision: 'reset', state: 'running' }, { state: 'running' }],
    ['', ' over'],
  ],
  ['of a kill', [{ decision: 'reset', state: 'killed' }], []],
  ['of an end', [{ decision: 'reset', state: 'ended' }], []],
])('a reset %s is told once', async (_title, statuses, told) => {
  const { hook, notes } = receivers();
  for (const status of statuses) notes.onStatus({ ...STATUS, state: 'running', decision: 'hold', ...status });
  await notes.close(1);
  const resets = hook.map((text) => text.split(':')[0]!).filter((type) => type.startsWith('rollout.reset'));
  expect(resets).toEqual(told.map((end) => `rollout.reset${end}`));
});

test('a problem that lasts is repeated to an Alertmanager alone', async () => {
  const { clock, hook, alerts, notes } = receivers();
  const killed: RolloutStatus = {
    ...STATUS,
    state: 'killed',
    reasons: [{ kind: 'killed', text: 'it is killed', until: null }],
  };
  notes.onStatus(killed);
  await until(() => hook.length === 1 && alerts.length === 1);
  await clock.advance(299);
  notes.onStatus(killed);
  await clock.advance(1);
  notes.onStatus(killed);
  await until(() => alerts.length === 2);
  expect([hook, alerts]).toEqual([['rollout.killed: it is killed'], ['RolloutKilled', 'RolloutKilled']]);
});
