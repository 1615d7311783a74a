import type { Plan } from '../../circuit/plan.ts';
import type { Ramp } from '../../rollout/ramp.ts';
import type { Observer } from '../../run/observer.ts';
import { formatMoment, type Moment } from '../../text/time.ts';
import type { JournalEntry } from '../journal/line.ts';
import type { PicturedEntry, StatusPicture } from '../state/status-picture.ts';
import { ViewRecorder } from '../view-recorder.ts';

const MAX_ENTRIES = 12;
/** Characters of what people and servers say. */
const MAX_TEXT = 300;
/** After these the times of the ticks before are not known. */
const GAPS: readonly string[] = ['dropped', 'clock'];

export interface PictureRecorderOptions {
  readonly plan: Plan;
  readonly ramp: Ramp;
  /** Of its Prometheus; undefined where it asks none. */
  readonly url: string | undefined;
}

/** A tick that ran. */
interface SeenTick {
  readonly tick: number;
  readonly frame: Float64Array;
  readonly observer: Observer;
  /** What the targets are told. */
  readonly percentage: number;
}

/** Keeps what pictures of a rollout show, in bounded memory. */
export class PictureRecorder {
  readonly #options: PictureRecorderOptions;
  readonly #view: ViewRecorder;
  readonly #server: string;
  /** Of the accept percentage. */
  readonly #slot: number;
  #shown: Float64Array | undefined;
  #entries: readonly PicturedEntry[] = [];
  #hasGaps = false;
  #startedAt: Moment | undefined;
  #tickAt: Moment = 0;
  #since: Moment = 0;
  #decision: string | undefined;

  constructor(options: PictureRecorderOptions) {
    const { plan, ramp, url = '' } = options;
    this.#options = options;
    this.#view = new ViewRecorder(plan, ramp);
    this.#server = URL.canParse(url) ? new URL(url).host : '';
    this.#slot = plan.columns.find(({ name }) => name === ramp.columns.accept)?.slot ?? -1;
  }

  /** Takes every tick. */
  see({ tick, frame, observer, percentage }: SeenTick): void {
    this.#shown ??= new Float64Array(frame.length);
    this.#shown.set(frame);
    if (this.#slot >= 0) this.#shown[this.#slot] = percentage;
    this.#view.add(this.#shown);
    this.#tickAt = observer.timeOf(tick);
    this.#startedAt ??= this.#tickAt;
    if (observer.decision === this.#decision) return;
    this.#decision = observer.decision;
    this.#since = this.#tickAt;
  }

  addEntry({ time, kind, percentage, step, reason, by }: JournalEntry): void {
    if (GAPS.includes(kind)) this.#hasGaps = true;
    const said = { reason: reason.slice(0, MAX_TEXT), by: by?.slice(0, MAX_TEXT) ?? null };
    const entry = { time, kind, percentage, step, ...said };
    this.#entries = [...this.#entries, entry].slice(-MAX_ENTRIES);
  }

  get picture(): StatusPicture {
    const { interval } = this.#options.plan;
    return {
      server: this.#server,
      started_at: formatMoment(this.#startedAt ?? this.#tickAt),
      next_tick_at: formatMoment(this.#tickAt + interval),
      decision_since: formatMoment(this.#since),
      has_gaps: this.#hasGaps,
      view: this.#view.view,
      entries: this.#entries,
    };
  }
}
