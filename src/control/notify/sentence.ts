import type { Note, NoteKind } from './notifier.ts';

const WORDS: Readonly<Record<NoteKind, string>> = {
  started: 'started',
  step: 'took a step',
  waiting: 'waits',
  paused: 'is paused',
  completed: 'is complete',
  reset: 'was reset',
  killed: 'was killed',
  blind: 'has no readings',
  drifted: 'is not at the percentage it was given',
  actuator_failed: 'cannot be told to the flag',
  ended: 'has ended',
};

/** `checkout-v2 was reset at 1 % (step 1 of 5): error rate above 0.01`. */
export function sentenceOf({ rollout, kind, percentage, step, steps, reason, is_over }: Note): string {
  const over = is_over ? ' (over now)' : '';
  const why = reason === '' ? '' : `: ${reason}`;
  return `${rollout} ${WORDS[kind]}${over} at ${percentage} % (step ${step} of ${steps})${why}`;
}
