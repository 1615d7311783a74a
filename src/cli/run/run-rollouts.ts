import { leftText } from '../../control/run/led-end.ts';
import type { RolloutListener } from '../../control/run/options.ts';
import { RolloutRun, type RunEnd } from '../../control/run/rollout-run.ts';
import { diagnostic } from '../../errors/rollout-error.ts';
import { formatNumber } from '../../text/number.ts';
import type { IO } from '../io.ts';
import { holderName } from '../rollouts/holder-name.ts';
import { entryJson, entryText } from './lines.ts';
import type { OpenedRollout } from './open-rollout.ts';
import { openSpeech } from './open-speech.ts';
import type { RunRequest } from './request.ts';
import type { RunSpeech } from './run-speech.ts';

/** Runs rollouts side by side until all have ended; the exit code. */
export async function runRollouts(
  rollouts: readonly OpenedRollout[],
  request: RunRequest,
  io: IO,
): Promise<number> {
  const speech = await openSpeech(rollouts, request, io);
  try {
    const runs = rollouts.map((rollout) =>
      runOne(rollout, { request, speech, isOnly: rollouts.length === 1 }, io),
    );
    const ends = await Promise.all(runs);
    return Math.max(...ends.map(({ kind }) => EXITS[kind]));
  } finally {
    await speech.end();
  }
}

const EXITS: Readonly<Record<RunEnd['kind'], number>> = { completed: 0, ended: 1, stopped: 130 };

interface Shown {
  readonly request: RunRequest;
  readonly speech: RunSpeech;
  /** No other runs beside it. */
  readonly isOnly: boolean;
}

async function runOne({ name, state, options, close }: OpenedRollout, shown: Shown, io: IO): Promise<RunEnd> {
  try {
    const run = new RolloutRun({ ...options, listener: listenerOf(name, shown, io) });
    const end = await run.run();
    const targets = options.actuators.map(({ target }) => target);
    // Where they cannot be given up, the next run of it does that.
    if (end.kind !== 'stopped') await state.releaseTargets(name, targets).catch(() => {});
    shown.speech.print(() => io.note(endText(name, end)));
    return end;
  } finally {
    close();
  }
}

function listenerOf(name: string, { request, speech, isOnly }: Shown, io: IO): RolloutListener {
  return {
    onEntry: (entry) =>
      speech.print(() => {
        if (request.format === 'json') io.out(entryJson(entry, name));
        else io.say(entryText(entry, isOnly ? undefined : name));
      }),
    onTick: (text) => speech.now(isOnly ? text : `${name}: ${text}`),
    onFault(what) {
      const warning = diagnostic('ROLLOUT_LOST', { rollout: name, what });
      speech.say(warning.message, () => io.report([warning]));
    },
    onStandby(holder) {
      const text = `${name} is led by ${holderName(holder)}: stands by`;
      speech.say(text, () => io.note(text));
    },
  };
}

function endText(name: string, { kind, percentage, exit }: RunEnd): string {
  if (kind === 'completed') return `${name} is complete`;
  if (kind === 'ended') return `${name} was ended, at ${formatNumber(percentage ?? 0)} %`;
  if (percentage === undefined) return `${name} was led by another controller all the time`;
  return `${name} ${leftText(percentage, exit)}${nextText(name, exit)}`;
}

/** What leads on from where it is left. */
function nextText(name: string, exit: RunEnd['exit']): string {
  if (exit === 'standby') return '';
  if (exit === undefined) return '; the same command goes on from there';
  return `; the next run waits there for \`rollout start ${name}\``;
}
