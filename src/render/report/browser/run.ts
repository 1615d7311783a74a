import { DIRECTIONS, type Direction } from '../../../rollout/criterion.ts';
import { type Decision, decide } from '../../../rollout/decide.ts';
import type { PageData } from '../page-data.ts';
import { readSignals, type Signals } from './signals.ts';
import { readingText } from './text.ts';

/** The readings of a run, bucket by bucket. */
export class Run {
  readonly data: PageData;
  readonly buckets: number;
  readonly #signals: Signals;

  constructor(data: PageData) {
    this.data = data;
    this.buckets = Math.max(1, Math.ceil(data.ticks / data.ticksPerBucket));
    this.#signals = readSignals(data);
  }

  /** The last reading of a bucket; NaN is invalid. */
  readingAt(name: string, bucket: number): number {
    return this.#signals.get(name)?.last[bucket] ?? Number.NaN;
  }

  /**
   * The last reading of a bucket as text, with its extremes where they differ; empty for an unknown signal.
   */
  textAt(name: string, bucket: number): string {
    const signal = this.#signals.get(name);
    if (!signal) return '';
    const text = readingText(this.data, this.readingAt(name, bucket));
    const low = signal.min?.[bucket] ?? Number.NaN;
    const high = signal.max?.[bucket] ?? Number.NaN;
    if (!(low < high)) return text;
    return `${text} (${readingText(this.data, low)} to ${readingText(this.data, high)})`;
  }

  /** The accept percentage as text; empty where the policy steers none. */
  acceptAt(bucket: number): string {
    const { accept } = this.data;
    if (accept === null) return '';
    return `${readingText(this.data, this.readingAt(accept, bucket))} %`;
  }

  /**
   * What the ramp did in a bucket; where that is several ticks, the strongest direction true at any of them.
   */
  decisionAt(bucket: number): Decision {
    const isTrue = (direction: Direction): boolean => this.#isTrueIn(this.data.moves[direction], bucket);
    if (this.data.ticksPerBucket > 1) return DIRECTIONS.findLast(isTrue) ?? 'hold';
    return decide({ forward: isTrue('forward'), backward: isTrue('backward'), reset: isTrue('reset') });
  }

  #isTrueIn(name: string | undefined, bucket: number): boolean {
    const signal = this.#signals.get(name ?? '');
    return signal !== undefined && (signal.max ?? signal.last)[bucket]! > 0;
  }
}
