import type { RolloutListener } from '../../control/run/options.ts';
import { RolloutRun, type RunEnd } from '../../control/run/rollout-run.ts';
import { readHolder } from '../../control/state/holder.ts';
import { diagnostic } from '../../errors/rollout-error.ts';
import { formatNumber } from '../../text/number.ts';
import type { IO } from '../io.ts';
import { type Progress, startProgress } from '../progress.ts';
import { entryJson, entryText } from './lines.ts';
import type { OpenedRollout } from './open-rollout.ts';
import type { RunRequest } from './request.ts';

/** Runs rollouts side by side until all have ended; the exit code. */
export async function runRollouts(
  rollouts: readonly OpenedRollout[],
  request: RunRequest,
  io: IO,
): Promise<number> {
  const progress = await startProgress(io, request);
  try {
    const runs = rollouts.map((rollout) =>
      runOne(rollout, { request, progress, isOnly: rollouts.length === 1 }, io),
    );
    const ends = await Promise.all(runs);
    return Math.max(...ends.map(({ kind }) => EXITS[kind]));
  } finally {
    progress.stop();
  }
}

const EXITS: Readonly<Record<RunEnd['kind'], number>> = { completed: 0, ended: 1, stopped: 130 };

interface Shown {
  readonly request: RunRequest;
  readonly progress: Progress;
  /** No other runs beside it. */
  readonly isOnly: boolean;
}

async function runOne({ name, state, options, close }: OpenedRollout, shown: Shown, io: IO): Promise<RunEnd> {
  try {
    const run = new RolloutRun({ ...options, listener: listenerOf(name, shown, io) });
    const end = await run.run();
    const targets = options.actuators.map(({ target }) => target);
    if (end.kind !== 'stopped') await state.releaseTargets(name, targets);
    shown.progress.withoutSpinner(() => io.note(endText(name, end)));
    return end;
  } finally {
    close();
  }
}

function listenerOf(name: string, { request, progress, isOnly }: Shown, io: IO): RolloutListener {
  const say = (print: () => void) => progress.withoutSpinner(print);
  return {
    onEntry: (entry) =>
      say(() => {
        if (request.format === 'json') io.out(entryJson(entry, name));
        else io.say(entryText(entry, isOnly ? undefined : name));
      }),
    onTick: (text) => progress.now(isOnly ? text : `${name}: ${text}`),
    onFault: (what) => say(() => io.report([diagnostic('ROLLOUT_LOST', { rollout: name, what })])),
    onStandby: (holder) => say(() => io.note(`${name} is led by ${holderText(holder)}: stands by`)),
  };
}

const holderText = (holder: string): string => {
  const { pid } = readHolder(holder) ?? {};
  return pid === undefined ? 'another controller' : `process ${pid}`;
};

function endText(name: string, { kind, percentage }: RunEnd): string {
  if (kind === 'completed') return `${name} is complete`;
  if (kind === 'ended') return `${name} was ended, at ${formatNumber(percentage ?? 0)} %`;
  if (percentage === undefined) return `${name} was led by another controller all the time`;
  return `${name} stays at ${formatNumber(percentage)} %; the same command goes on from there`;
}
