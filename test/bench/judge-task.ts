import type { Rehearsals, RehearsalTask } from '../../src/cli/judge/rehearsals.ts';
import type { Injection } from '../../src/judge/injection/injection.ts';
import { startNumbers } from '../../src/judge/shard.ts';
import { averageLatency, planOf } from './engine-policy.ts';

export const INTERVAL = 10;
export const HOUR = 3600 / INTERVAL;
/** 90 days. */
export const TICKS = 90 * 24 * HOUR;
export const HORIZON = 72 * HOUR;
const COUNT = 1000;

/** The policy with another threshold for going forward, on a ramp of 48 hours. */
export function taskOf(forward: number, injections: readonly Injection[] = []): RehearsalTask {
  const components = JSON.parse(
    JSON.stringify(averageLatency)
      .replace('"value":75', `"value":${forward}`)
      .replace('"300s"', `"${48 * 3600}s"`)
      .replace('"evaluation_interval":"1s"', `"evaluation_interval":"${INTERVAL}s"`),
  ) as unknown[];
  const plan = planOf(components, INTERVAL);
  const circuit = { evaluation_interval: `${INTERVAL}s`, components };
  return {
    policy: { plan, document: {}, loaded: { resource: { spec: { circuit } } as never } },
    starts: { every: Math.floor((TICKS - HORIZON) / COUNT), horizon: HORIZON, count: COUNT },
    injections,
  };
}

/** All of its starts. */
export const rehearse = (rehearsals: Rehearsals, task: RehearsalTask, meanwhile?: () => void) =>
  rehearsals.rehearse(task, startNumbers(COUNT), {
    signal: new AbortController().signal,
    onDone: () => {},
    meanwhile,
  });
