import { expect, test } from 'vitest';
import { type EventGroup, eventGroups, groupText } from '../../../../src/render/report/event-groups.ts';
import type { EventKind, RunEvent } from '../../../../src/run/result.ts';

const events = (text: string): RunEvent[] =>
  text.split(' ').map((word): RunEvent => {
    const [kind, tick] = word.split('@');
    return {
      kind: kind as EventKind,
      tick: Number(tick),
      time: '',
      step: 0,
      accept_percentage: 1,
      reason: '',
    };
  });

const shown = (groups: readonly EventGroup[]): string[] =>
  groups.map((group) => ('event' in group ? group.event.kind : groupText(group.brief)));

test('pauses of one tick that follow each other are one group; a longer one is not in it', () => {
  const found = eventGroups(
    events('paused@3 resumed@4 paused@9 resumed@10 paused@20 resumed@22 paused@30 resumed@31'),
  );
  expect(shown(found)).toEqual(['2 pauses of one tick', 'paused', 'resumed', '1 pause of one tick']);
});

test('a missing value of one tick that pauses the ramp is one group with the pause', () => {
  const found = eventGroups(events('invalid@3 paused@3 valid@4 resumed@4 paused@6 resumed@7'));
  expect(shown(found)).toEqual(['2 pauses and 1 missing value of one tick']);
});

test('resets, steps back, steps and a pause that nothing ends stand for themselves', () => {
  const found = eventGroups(
    events('paused@1 backward@1 resumed@2 reset@3 started@4 step@5 completed@6 paused@7'),
  );
  expect(shown(found)).toEqual([
    'paused',
    'backward',
    'resumed',
    'reset',
    'started',
    'step',
    'completed',
    'paused',
  ]);
});

test('every event is in one group, in its order', () => {
  const all = events('started@1 paused@3 resumed@4 reset@5 paused@6 resumed@7');
  expect(eventGroups(all).flatMap((group) => ('event' in group ? [group.event] : group.brief))).toEqual(all);
});
