import type { RunEvent } from '../../run/result.ts';
import { becauseSentence, plainSentence, type Sentence } from './because.ts';

/** Why an event happened, for people; what readings and settings did not make happen says its own reason. */
export function eventSentence({
  kind,
  reason,
  because = [],
}: Pick<RunEvent, 'kind' | 'reason' | 'because'>): Sentence {
  if (because.length === 0) return plainSentence(reason);
  return becauseSentence(because, kind === 'started');
}

/** The same of what the ramp does now. */
export function nowSentence({ reason, because = [] }: Pick<RunEvent, 'reason' | 'because'>): Sentence {
  return because.length === 0 ? plainSentence(reason) : becauseSentence(because);
}
