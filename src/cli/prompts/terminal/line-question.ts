import type { Paint } from '../../paint.ts';
import type { Check } from '../prompts.ts';

/** An answer as far as it is typed. */
export interface Draft {
  text: string;
  /** Offset in the text. */
  cursor: number;
  /** Lines under it: what may be typed on. */
  below: string;
}

export const newDraft = (): Draft => ({ text: '', cursor: 0, below: '' });

/** A question with a line to type in. */
export interface LineQuestion {
  readonly message: string;
  readonly fallback: string | undefined;
  readonly check: Check;
  readonly draft: Draft;
  readonly paint: Paint;
}
