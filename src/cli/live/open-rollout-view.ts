import type { RolloutStatus } from '../../control/state/rollout-status.ts';
import { rolloutsPicture } from '../../render/rollout-picture.ts';
import type { IO } from '../io.ts';
import { KeyRequests, type PlaceFlags } from './key-requests.ts';
import { LiveView } from './live-view.ts';
import { RolloutKeys, type RolloutKeysOptions } from './rollout-keys.ts';
import { RolloutPoll } from './rollout-poll.ts';

export interface RolloutViewOptions extends Pick<RolloutKeysOptions, 'quit'> {
  readonly io: IO;
  readonly stream: 'stdout' | 'stderr';
  readonly place: PlaceFlags;
  readonly read: () => Promise<readonly RolloutStatus[]>;
  /** What stands there without a rollout. */
  readonly waiting: string;
  /** Asked before it quits. */
  readonly quitQuestion?: (all: readonly RolloutStatus[]) => string;
}

/** A living picture of rollouts with keys to steer them. */
export interface RolloutView {
  /** Says something above the keys, until the next one. */
  readonly say: (text: string) => void;
  /** As Ctrl-C does. */
  readonly interrupt: () => void;
  readonly close: () => void;
  /** What was read last. */
  readonly statuses: () => readonly RolloutStatus[];
  readonly requests: KeyRequests;
}

/** Undefined where there is no terminal for it. */
export async function openRolloutView(options: RolloutViewOptions): Promise<RolloutView | undefined> {
  const { io, stream, place, read, waiting, quit, quitQuestion } = options;
  const poll = new RolloutPoll(read);
  let isOpen = true;
  const say = (text: string): void => (isOpen ? view.say(text) : io.note(text));
  const requests = new KeyRequests({ io, place, say });
  const keys = new RolloutKeys({
    ask: requests.ask,
    quit,
    quitQuestion: quitQuestion && (() => quitQuestion(poll.statuses)),
  });
  const view: LiveView<RolloutStatus> = new LiveView({
    io,
    stream,
    keys,
    all: () => poll.statuses,
    draw: rolloutsPicture,
    noun: 'rollout',
    waiting: () => poll.fault || waiting,
    remark: () => poll.fault,
  });
  await poll.begin();
  if (!(await view.open())) {
    poll.end();
    return undefined;
  }
  return {
    say,
    interrupt: view.interrupt,
    close() {
      isOpen = false;
      poll.end();
      view.close();
    },
    statuses: () => poll.statuses,
    requests,
  };
}
