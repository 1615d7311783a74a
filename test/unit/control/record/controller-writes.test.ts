import { expect, test } from 'vitest';
import {
  acknowledge,
  confirm,
  confirmKill,
  forget,
  lower,
  raise,
  release,
  take,
} from '../../../../src/control/record/controller-writes.ts';
import { newRecord, type RolloutRecord } from '../../../../src/control/record/record.ts';

const at = (change: Partial<RolloutRecord>): RolloutRecord => ({
  ...newRecord('checkout', 'plan'),
  number: 7,
  started: true,
  target: 20,
  ceiling: 30,
  holder: 'c0/1',
  ...change,
});
const KILL = { acknowledged: null, confirmed: null, late: [] };

type Row = readonly [string, RolloutRecord, Partial<RolloutRecord>];

const ROWS: readonly Row[] = [
  ['a raise lifts target and ceiling', raise(at({}), 40), { target: 40, ceiling: 40 }],
  ['a raise below the ceiling leaves the ceiling', raise(at({}), 25), { target: 25, ceiling: 30 }],
  ['a lowering leaves the ceiling', lower(at({}), 5), { target: 5, ceiling: 30 }],
  ['a lowering never raises', lower(at({}), 25), { target: 20 }],
  ['a confirmation brings the ceiling down', confirm(at({}), 20), { target: 20, ceiling: 20 }],
  ['a confirmation of less lowers the target', confirm(at({}), 5), { target: 5, ceiling: 5 }],
  ['taking it applies what is in force where that is less', take(at({}), 'c1/2', 10), { target: 10 }],
  ['taking it never raises', take(at({}), 'c1/2', 90), { target: 20, ceiling: 30 }],
  [
    'taking it notes who has not released it',
    take(at({}), 'c1/2', 20),
    { holder: 'c1/2', unclean: ['c0/1'] },
  ],
  ['taking it notes each of those once', take(at({ unclean: ['c0/1'] }), 'c1/2', 20), { unclean: ['c0/1'] }],
  ['taking it again under one lease notes nothing', take(at({}), 'c0/1', 20), { unclean: [] }],
  ['after a release nothing is noted', take(release(at({})), 'c1/2', 20), { unclean: [] }],
  [
    'taking it drops what the former holder acknowledged',
    take(at({ killed: { ...KILL, acknowledged: 'clean' } }), 'c1/2', 0),
    { killed: KILL },
  ],
  [
    'a kill is acknowledged clean where no call can land',
    acknowledge(at({ killed: KILL }), []),
    { killed: { ...KILL, acknowledged: 'clean' } },
  ],
  [
    'a kill is acknowledged dirty with a call that may land, or a lease that lapsed',
    acknowledge(at({ killed: KILL, unclean: ['c9/1'] }), ['flagd a.json x']),
    { killed: { ...KILL, acknowledged: 'dirty', late: ['flagd a.json x', 'c9/1'] } },
  ],
  [
    'a kill is confirmed as its acknowledgement says',
    confirmKill(at({ killed: { ...KILL, acknowledged: 'clean' } }), true),
    { target: 0, ceiling: 0, killed: { acknowledged: 'clean', confirmed: 'clean', late: [] } },
  ],
  [
    'without a holder it is clean where the last one released',
    confirmKill(at({ killed: KILL, holder: null }), false),
    { killed: { ...KILL, confirmed: 'clean' } },
  ],
  [
    'without a holder it is dirty where the last one did not',
    confirmKill(at({ killed: KILL }), false),
    { killed: { ...KILL, confirmed: 'dirty', late: ['c0/1'] } },
  ],
  [
    'leases that can do no more are forgotten',
    forget(at({ unclean: ['a', 'b'] }), ['a']),
    { unclean: ['b'] },
  ],
];

test.each(ROWS)('%s', (_, record, expected) => {
  expect(record).toMatchObject(expected);
  expect(record.number).toBeGreaterThan(7);
});
