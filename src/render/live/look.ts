import type { RunEvent } from '../../run/result.ts';
import type { RunView } from '../../run/run-view.ts';
import type { Seconds } from '../../text/duration.ts';
import type { Moment } from '../../text/time.ts';
import type { Paint } from '../chart/paint.ts';

/** The status of a live run, as pictures read it. */
export interface PicturedRun extends Pick<RunEvent, 'reason' | 'because' | 'accept_percentage' | 'step'> {
  readonly policy: string;
  readonly source: { readonly kind: string; readonly name: string | null; readonly url: string | null };
  readonly interval_seconds: Seconds;
  readonly tick: number;
  readonly steps: number;
  readonly decision: string;
  readonly remaining_seconds: Seconds | null;
  /** RFC 3339. */
  readonly started_at?: string;
  readonly next_tick_at?: string;
  readonly decision_since?: string;
  readonly view?: RunView;
}

export interface PictureOptions {
  readonly columns: number;
  readonly rows: number;
  readonly colour: boolean;
  readonly unicode?: boolean;
  readonly now: Moment;
}

/** How the parts of a picture are drawn. */
export interface PictureLook extends PictureOptions {
  readonly paint: Paint;
  readonly unicode: boolean;
}
