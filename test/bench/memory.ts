import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { answers } from '../support/control/answers.ts';
import { rolloutOf } from '../support/control/rollout-of.ts';
import { SimulatedClock } from '../support/simulated-clock.ts';
import type { Row } from './row.ts';

const START = 1_760_000_000;
const WARM_TICKS = 100_000;
const TICKS = 1_000_000;
/** A status and a look at the record come every 20 ticks, a frame every 6,000. */
const INTERVAL = 0.01;
/** It climbs, is reset, and climbs again. */
const RAMP = 20;
const RESET_EVERY = 5000;
const RESET_TICKS = 10;

/** What a rollout keeps in memory over a million ticks: its controller and its loop by a simulated clock, its files real. */
export async function* memory(): AsyncGenerator<Row> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const folder = mkdtempSync(join(tmpdir(), 'rollout-bench-'));
  const clock = new SimulatedClock(START, []);
  const stop = new AbortController();
  const heap: number[] = [];
  let [ticks, resets] = [0, 0];
  const api = answers(() => (ticks % RESET_EVERY < RESET_TICKS ? 110 : 50));
  const measure = () => {
    collect();
    heap.push(process.memoryUsage().heapUsed);
  };
  const run = await rolloutOf({
    folder,
    clock,
    api,
    signal: stop.signal,
    name: 'one',
    interval: INTERVAL,
    ramp: RAMP,
    document: { after_reset: { do: 'continue', at_most: TICKS }, bake: '1d' },
    onEntry: ({ kind }) => {
      if (kind === 'reset') resets++;
    },
    onTick: () => {
      ticks++;
      if (ticks === WARM_TICKS || ticks === TICKS) measure();
      if (ticks === TICKS) stop.abort();
    },
  });
  try {
    await clock.until(run.run());
    const [warm, last] = heap as [number, number];
    yield { name: 'control: heap after 100,000 ticks', value: warm / 2 ** 20, unit: 'MB' };
    yield { name: 'control: resets in a million ticks', value: resets, unit: '', atLeast: 100 };
    yield {
      name: 'control: heap gained until a million ticks',
      value: Math.max(0, last - warm) / 2 ** 20,
      unit: 'MB',
      atMost: 1,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
