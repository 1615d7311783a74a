import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import type { RunResult } from '../../../run/result.ts';
import { run } from '../../../run/run.ts';
import { TimeHeld } from '../../../run/time-held.ts';
import { type Seconds, ticksOf } from '../../../text/duration.ts';
import type { IO } from '../../io.ts';
import { startProgress } from '../../progress.ts';
import type { SimulateRequest } from '../request.ts';
import { readingsOf, type TrialSource } from './readings.ts';
import type { Setting } from './settings.ts';
import type { Trial } from './trial.ts';

/** What a setting came to. */
export interface TrialResult {
  readonly setting: Setting;
  /** On how much of the run nothing moved a ramp that was not at its end. */
  readonly held: Seconds;
  readonly result: RunResult;
}

/** Runs every trial on the same readings; after Ctrl-C those that are done. */
export async function runTrials(
  trials: readonly Trial[],
  request: Pick<SimulateRequest, 'source' | 'outputs'>,
  io: IO,
): Promise<readonly TrialResult[]> {
  const progress = await startProgress(io, request.outputs);
  const results: TrialResult[] = [];
  try {
    progress.now('reading');
    const sourceOf = await readingsOf(request.source, trials, io);
    for (const trial of trials) {
      progress.now(`setting ${results.length + 1} of ${trials.length}`);
      const result = await runTrial(trial, sourceOf, request.source.duration, io);
      if (result.result.outcome === 'interrupted') break;
      results.push(result);
      await yieldToEventLoop();
    }
    return results;
  } finally {
    progress.stop();
  }
}

async function runTrial(
  { setting, loaded, plan, initial, warnings }: Trial,
  sourceOf: TrialSource,
  duration: Seconds | undefined,
  io: IO,
): Promise<TrialResult> {
  const { source, planned, listener, diagnostics } = await sourceOf({
    setting,
    loaded,
    plan,
    initial,
    warnings,
  });
  const held = new TimeHeld();
  const { result } = await run({
    policy: loaded.name,
    plan,
    source,
    ticks: duration === undefined ? undefined : ticksOf(duration, plan.interval),
    steering: { initial, planned },
    signal: io.interrupted,
    series: [],
    listeners: listener ? [listener, held] : [held],
    yieldToEventLoop,
    diagnostics: [...warnings, ...diagnostics],
  });
  return { setting, held: held.ticks * plan.interval, result };
}
