import { DIRECTIONS, type Direction } from '../../../rollout/criterion.ts';
import { type Decision, decide } from '../../../rollout/decide.ts';
import type { SignalSeries } from '../../../run/series.ts';
import { words } from '../../words.ts';
import type { Cells } from '../cells.ts';
import type { PageData } from '../page-data.ts';
import { readSignals } from './signals.ts';
import { readingText } from './text.ts';

/** The readings of a run, cell by cell. */
export class Run {
  readonly data: PageData;
  readonly cells: Cells;
  readonly #signals: ReadonlyMap<string, SignalSeries>;
  /** By the column of a plot. */
  readonly #units: ReadonlyMap<string, string>;

  constructor(data: PageData) {
    const { cells, signals } = readSignals(data);
    this.data = data;
    this.cells = cells;
    this.#signals = signals;
    this.#units = new Map(data.plots.map(({ column, unit }) => [column, unit]));
  }

  /** A signal by its name; undefined where the run has none. */
  signal(name: string): SignalSeries | undefined {
    return this.#signals.get(name);
  }

  /** The last reading of a cell; NaN is invalid. */
  readingAt(name: string, cell: number): number {
    return this.#signals.get(name)?.last[cell] ?? Number.NaN;
  }

  /**
   * The last reading of a cell as text with its unit, and its extremes where they differ; empty for an unknown signal.
   */
  textAt(name: string, cell: number): string {
    const signal = this.#signals.get(name);
    if (!signal) return '';
    const reading = this.readingAt(name, cell);
    const unit = Number.isNaN(reading) ? '' : (this.#units.get(name) ?? '');
    const text = words(readingText(this.data, reading), unit);
    const low = signal.min[cell] ?? Number.NaN;
    const high = signal.max[cell] ?? Number.NaN;
    if (!(low < high)) return text;
    return `${text} (${readingText(this.data, low)} to ${readingText(this.data, high)})`;
  }

  /** The accept percentage as text; empty where the policy steers none. */
  acceptAt(cell: number): string {
    const { accept } = this.data;
    if (accept === null) return '';
    return `${readingText(this.data, this.readingAt(accept, cell))} %`;
  }

  /**
   * What the ramp did in a cell; where that is several ticks, the strongest direction true at any of them. After a gap a
   * hold instead of forward.
   */
  decisionAt(cell: number): Decision {
    const asked = this.#askedIn(cell);
    return asked === 'forward' && this.#isHeld(cell) ? 'hold' : asked;
  }

  #askedIn(cell: number): Decision {
    const isTrue = (direction: Direction): boolean => this.#isTrueIn(this.data.moves[direction], cell);
    if (this.cells.sizeOf(cell) > 1) return DIRECTIONS.findLast(isTrue) ?? 'hold';
    return decide({ forward: isTrue('forward'), backward: isTrue('backward'), reset: isTrue('reset') });
  }

  #isHeld(cell: number): boolean {
    const start = this.cells.startOf(cell);
    const end = start + this.cells.sizeOf(cell);
    return this.data.held.some(({ from, to }) => from <= start && end <= to);
  }

  #isTrueIn(name: string | undefined, cell: number): boolean {
    const signal = this.#signals.get(name ?? '');
    return signal !== undefined && signal.max[cell]! > 0;
  }
}
