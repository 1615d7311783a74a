import type { Decision } from '../../rollout/decide.ts';
import type { EventKind } from '../../run/result.ts';
import type { Style } from './paint.ts';

const STYLES: Readonly<Record<string, Style>> = {
  started: 'forward',
  resumed: 'forward',
  step: 'accept',
  completed: 'forward',
  forward: 'forward',
  paused: 'backward',
  held: 'backward',
  backward: 'backward',
  reset: 'reset',
  invalid: 'reset',
  source_error: 'reset',
  dropped: 'backward',
  clock: 'backward',
} satisfies Partial<Record<EventKind | Decision, Style>>;

/** How an event or a decision is painted; one of a later version, which is not known, is plain. */
export const styleOf = (kind: string): Style => STYLES[kind] ?? 'plain';
