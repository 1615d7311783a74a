import { expect, it } from 'vitest';
import { incidentsCaught, incidentsOf } from '../../../../src/judge/assess/incidents.ts';
import { NEVER } from '../../../../src/judge/outcome.ts';
import { facts, inputOf, outcome } from '../../../support/outcomes.ts';

it('of an incident: how many of the rehearsals under way caught it, and after how long', () => {
  const moment = (tick: number) => facts.start + tick * facts.interval;
  const incidents = [
    { name: 'outage', from: moment(100), to: moment(110) },
    { name: 'quiet', from: moment(500), to: moment(510) },
  ];
  const caught = [100, 105, 112].map((tick) => ({ incident: 0, start: 90, reset: tick - 90 }));
  const missed = [90, 95].map((start) => ({ incident: 0, start, reset: NEVER }));
  const rehearsals = [...caught, ...missed].map((one) => ({
    healthy: outcome(one.start),
    incidents: [one],
    injected: [],
  }));
  expect(incidentsOf(inputOf({ incidents, rehearsals }))).toEqual([
    {
      name: 'outage',
      from: '2026-11-01T01:40:00.000Z',
      to: '2026-11-01T01:50:00.000Z',
      rehearsals: 5,
      caught: 3,
      delay_seconds: { p50: 720, p95: null },
    },
    {
      name: 'quiet',
      from: '2026-11-01T08:20:00.000Z',
      to: '2026-11-01T08:30:00.000Z',
      rehearsals: 0,
      caught: 0,
      delay_seconds: { p50: null, p95: null },
    },
  ]);
});

it('incidents are counted where at least half of the rehearsals that they met were reset', () => {
  const result = (rehearsals: number, caught: number) => ({
    name: '',
    from: '',
    to: '',
    rehearsals,
    caught,
    delay_seconds: { p50: null, p95: null },
  });
  const four = [result(4, 2), result(4, 1), result(0, 0), result(3, 3), result(1, 1)];
  expect(incidentsCaught(four)).toEqual({ count: 3, of: 4, interval: null });
  const { count, of, interval } = incidentsCaught([...four, result(2, 2)])!;
  // t(0.975, 4) = 2.7764
  expect([count, of, interval]).toEqual([4, 5, [0.257248, 0.978812]]);
  expect(incidentsCaught([])).toBeUndefined();
});
