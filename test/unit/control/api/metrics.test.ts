import { expect, test } from 'vitest';
import { METRICS, metricsText } from '../../../../src/control/api/metrics.ts';
import { REPORTED, STATUS } from '../../../support/control/api-service.ts';

test('each figure of a rollout is a line', () => {
  const lines = metricsText([REPORTED]).split('\n');
  for (const line of [
    'rollout_leader{rollout="checkout-v2"} 1',
    'rollout_accept_percentage{rollout="checkout-v2"} 5.5',
    'rollout_step{rollout="checkout-v2"} 1',
    'rollout_state{rollout="checkout-v2",state="waiting"} 1',
    'rollout_state{rollout="checkout-v2",state="killed"} 0',
    'rollout_decision{rollout="checkout-v2",decision="hold"} 1',
    'rollout_killed{rollout="checkout-v2"} 0',
    'rollout_held{rollout="checkout-v2",reason="approval"} 1',
    'rollout_blind_queries{rollout="checkout-v2"} 1',
    'rollout_target_in_force{rollout="checkout-v2",kind="exec",target="exec say \\"a\\\\b\\" new"} 1',
    'rollout_last_tick_timestamp_seconds{rollout="checkout-v2"} 1793714407',
    'rollout_query_failures_total{rollout="checkout-v2"} 2',
    'rollout_signal{rollout="checkout-v2",signal="LATENCY"} 61.5',
    'rollout_signal{rollout="checkout-v2",signal="a \\"b\\"\\n"} NaN',
  ])
    expect(lines).toContain(line);
});

test('what is not known is missing', () => {
  const text = metricsText([{ status: STATUS, leads: true }]);
  expect(text).not.toContain('rollout_remaining_seconds');
  expect(text).not.toContain('rollout_signal');
});

test('who stands by says so, and nothing else', () => {
  expect(metricsText([{ ...REPORTED, leads: false }])).toBe(
    '# HELP rollout_leader Whether this process holds the rollout; others stand by and say nothing else of it.\n# TYPE rollout_leader gauge\nrollout_leader{rollout="checkout-v2"} 0\n',
  );
});

test('a name is used once', () => {
  const names = METRICS.map(([name]) => name);
  expect(new Set(names).size).toBe(names.length);
});
