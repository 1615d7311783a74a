import type { IO } from '../io.ts';
import { startProgress } from '../progress.ts';
import type { OpenedRollout } from './open-rollout.ts';
import type { RunRequest } from './request.ts';
import type { RunSpeech } from './run-speech.ts';

/** A picture on a terminal; lines elsewhere, with -o json and under --quiet. */
export async function openSpeech(
  rollouts: readonly OpenedRollout[],
  request: RunRequest,
  io: IO,
): Promise<RunSpeech> {
  const isPictured = io.isTTY.stderr && request.format === 'text' && !request.quiet;
  const view = isPictured ? await openView(rollouts, request, io) : undefined;
  if (view) return view;
  const { withoutSpinner: print, now, stop } = await startProgress(io, request);
  return { print, now, say: (_, printed) => print(printed), end: async () => stop() };
}

const openView: typeof import('./run-view.ts').openRunView = async (...given) =>
  (await import('./run-view.ts')).openRunView(...given);
