import type { Column, Plan } from '../circuit/plan.ts';
import { type Criterion, signOf } from '../rollout/criterion.ts';
import { type Driver, driversOf } from '../rollout/drivers.ts';
import { measureOf } from '../rollout/measure.ts';
import type { Ramp } from '../rollout/ramp.ts';
import { timesAverage } from '../rollout/setpoint.ts';
import type { RunEvent } from '../run/result.ts';
import type { BucketReading, RunView, ViewedCriterion, ViewedDriver } from '../run/run-view.ts';
import { RunSeries, type SignalSeries } from '../run/series.ts';

const MAX_BUCKETS = 200;
const MAX_DRIVERS = 6;
const MAX_CRITERIA = 6;
const MAX_STEPS = 100;
const MAX_EVENTS = 12;
/** Characters of what a policy or a server says; a picture has no room for more. */
const MAX_TEXT = 300;

/** Keeps what pictures of a live run show, in bounded memory. */
export class ViewRecorder {
  readonly #plan: Plan;
  readonly #ramp: Ramp | undefined;
  readonly #drivers: readonly Driver[];
  readonly #series: RunSeries;
  #events: readonly RunEvent[] = [];

  constructor(plan: Plan, ramp: Ramp | undefined) {
    const drivers = driversOf(plan).toSorted((a, b) => Number(b.movesRamp) - Number(a.movesRamp));
    this.#plan = plan;
    this.#ramp = ramp;
    this.#drivers = drivers.slice(0, MAX_DRIVERS);
    const names = [ramp?.columns.accept, ...this.#drivers.map(({ signal }) => signal)];
    const shown = (column: Column): boolean => names.includes(column.name);
    this.#series = new RunSeries(plan.columns.filter(shown), MAX_BUCKETS);
  }

  /** Takes every tick. */
  add(frame: Float64Array): void {
    this.#series.add(frame);
  }

  addEvent(event: RunEvent): void {
    const { reason } = event;
    this.#events = [...this.#events, { ...event, reason: reason.slice(0, MAX_TEXT) }].slice(-MAX_EVENTS);
  }

  get view(): RunView {
    const { steps = [], columns } = this.#ramp ?? {};
    const { ticks, ticksPerBucket } = this.#series;
    return {
      steps: steps.slice(0, MAX_STEPS).map(({ target, duration }) => ({ target, seconds: duration })),
      ticks_per_bucket: ticksPerBucket,
      ticks,
      accept: this.#bucketsOf(columns?.accept),
      drivers: this.#drivers.map((driver) => this.#viewOf(driver)),
      events: this.#events,
    };
  }

  #viewOf({ signal, criteria, behindInverter }: Driver): ViewedDriver {
    const { title, unit } = measureOf(this.#plan, signal);
    const last = this.#series.column(signal)?.last[this.#series.buckets - 1];
    return {
      title: title.slice(0, MAX_TEXT),
      signal: signal.slice(0, MAX_TEXT),
      unit,
      now: short(last),
      criteria: [...criteria, ...behindInverter].slice(0, MAX_CRITERIA).map((one) => this.#criterion(one)),
      readings: this.#bucketsOf(signal),
    };
  }

  #criterion(criterion: Criterion & { readonly isInverted?: boolean }): ViewedCriterion {
    const { direction, operator, threshold, rhs = null, isInverted = false } = criterion;
    const times = timesAverage(criterion, this.#plan);
    const against = times === undefined ? rhs : `${Number(times.toPrecision(5))} x its average`;
    const constant = short(threshold);
    return {
      direction,
      operator: isInverted ? `unless ${signOf(operator)}` : signOf(operator),
      threshold: constant,
      against: constant === null ? against : null,
    };
  }

  #bucketsOf(name: string | undefined): BucketReading[] {
    const series = name === undefined ? undefined : this.#series.column(name);
    return series ? Array.from({ length: this.#series.buckets }, (_, b) => readingOf(series, b)) : [];
  }
}

function readingOf({ min, max }: SignalSeries, bucket: number): BucketReading {
  const [least, most] = [short(min[bucket]), short(max[bucket])];
  if (least === null || most === null) return null;
  return least === most ? least : [least, most];
}

/** In five digits; null for what is no finite number. */
const short = (reading = Number.NaN): number | null =>
  Number.isFinite(reading) ? Number(reading.toPrecision(5)) : null;
