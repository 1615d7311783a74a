import type { Direction } from '../../rollout/criterion.ts';
import type { Mark } from '../plot/signal-plot.ts';
import type { CellRun, TickWindow } from './cells.ts';

/**
 * Readings in base64; with `runs`, each reading stands for as many cells as its little-endian uint32 says.
 */
export interface Packed {
  readonly values: string;
  readonly runs?: string;
}

/** One signal: its last reading in every cell, and its extremes in those of several ticks, which alone have them. */
export interface PageSignal {
  readonly name: string;
  readonly last: Packed;
  readonly min?: Packed;
  readonly max?: Packed;
}

/** A plot; signals are named by their columns. */
export interface PagePlot {
  readonly scale: 'share' | 'reading';
  readonly unit: string;
  readonly column: string;
  readonly marks: readonly Mark[];
  /** Signals that are thresholds. */
  readonly setpoints: readonly { readonly direction: Direction; readonly column: string }[];
  readonly moves: readonly { readonly direction: Direction; readonly column: string }[];
}

/** Events that matter. */
export type FocusKind = 'reset' | 'backward' | 'completed';

/** Where a page opens: the tick of the event that matters, and the window around it. */
export interface Focus {
  readonly tick: number;
  readonly kind: FocusKind | 'end';
  readonly from: number;
  readonly to: number;
}

/** What decides what the ramp does, cell by cell. */
export interface PagePaths {
  /** A signal on its way into a component. */
  readonly hops: readonly (readonly [signal: string, reader: string])[];
  /** Each a list of positions in `hops`, from the ramp upstream. */
  readonly paths: readonly (readonly number[])[];
  /** So many cells, and the position of their path in `paths`. */
  readonly cells: readonly (readonly [cells: number, path: number])[];
}

/** What the page's script reads. `start` is in Unix milliseconds, null for a clock that starts at zero. */
export interface PageData {
  readonly ticks: number;
  /** Cells of one tick hold exact readings. */
  readonly cells: readonly CellRun[];
  /** A reading is a little-endian float32: the whole, or its three upper bytes (five significant digits). */
  readonly bytes: 4 | 3;
  /** Seconds between two ticks. */
  readonly interval: number;
  readonly start: number | null;
  readonly focus: Focus;
  /** The column of the accept percentage, and those that move the ramp. */
  readonly accept: string | null;
  readonly moves: Readonly<Partial<Record<Direction, string>>>;
  /** The ticks on which nothing moves forward, after gaps. */
  readonly held: readonly TickWindow[];
  readonly plots: readonly PagePlot[];
  readonly decisions: PagePaths;
  readonly signals: readonly PageSignal[];
}
