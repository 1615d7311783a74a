import type { RunningRun } from '../../control/running-state.ts';
import { printedStatus, type RolloutStatus } from '../../control/state/rollout-status.ts';
import { printableJson } from '../../text/printable.ts';

interface Shown {
  readonly running?: readonly RunningRun[];
  readonly rollouts: readonly RolloutStatus[];
  readonly watch: boolean;
}

/** On one line for each picture of --watch. What pictures are drawn from is left out. */
export function statusJson({ running = [], rollouts, watch }: Shown): string {
  const runs = running.map(({ view: _, ...run }) => run);
  const others = rollouts.map(printedStatus).map(({ format: _, ...rollout }) => rollout);
  return `${printableJson([...runs, ...others], watch ? undefined : 2)}\n`;
}
