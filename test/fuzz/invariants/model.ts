import { signalsOf } from './documents.ts';
import { type Direction, LABEL_SHARE, LABELS, type Operator, type Rollout } from './rollout.ts';

/** What must be so on one tick. */
export interface Expected {
  readonly forward: boolean;
  readonly backward: boolean;
  readonly reset: boolean;
  readonly accept: number;
  readonly step: number;
  readonly atStart: boolean;
  readonly atEnd: boolean;
  /** The share of requests with the feature, which the next tick reads. */
  readonly share: number;
}

/** Reads a signal on a tick; NaN where it has no value. */
export type ReadSignal = (signal: string, tick: number) => number;

const holds = (operator: Operator, a: number, b: number): boolean => {
  if (Number.isNaN(a) || Number.isNaN(b)) return false;
  if (operator === 'eq') return a === b;
  if (operator === 'neq') return a !== b;
  if (operator === 'gt') return a > b;
  if (operator === 'lt') return a < b;
  return operator === 'gte' ? a >= b : a <= b;
};

/** A place on the ramp: every place is one tick from the next. */
interface RampPlace {
  readonly step: number;
  readonly accept: number;
}

/** The ramp as a list of places from its start to its end. */
export function placesOf({ steps }: Rollout): RampPlace[] {
  const places = steps.flatMap(({ target, ticks }, step) => {
    const from = steps[step - 1]?.target ?? target;
    const length = Math.max(1, ticks);
    return Array.from({ length }, (_, n) => ({ step, accept: from + (target - from) * (n / length) }));
  });
  return [...places, { step: steps.length - 1, accept: steps.at(-1)!.target }];
}

/** FNV-1a of 32 bits, as a share of its range. */
function hashShare(text: string): number {
  let hash = 2_166_136_261n;
  for (const byte of Buffer.from(text)) hash = ((hash ^ BigInt(byte)) * 16_777_619n) % 4_294_967_296n;
  return Number(hash) / 4_294_967_295;
}

function shareOf({ labelKey }: Rollout, accept: number, passThrough: readonly string[]): number {
  const part = accept / 100;
  if (labelKey === '') return part;
  const labelled = LABELS.filter((label) => passThrough.includes(label) || hashShare(label) <= part);
  return labelled.length * LABEL_SHARE + (1 - LABELS.length * LABEL_SHARE) * part;
}

/**
 * What the rollout must do, tick by tick, told from its description alone; of the circuit only the moving averages are
 * read.
 */
export function expectedOf(rollout: Rollout, emaOf: ReadSignal): Expected[] {
  const places = placesOf(rollout);
  const last = places.length - 1;
  let at = 0;
  let hasLeftStart = false;
  return Array.from({ length: rollout.ticks }, (_, tick) => {
    const asked = askedOf(rollout, tick, emaOf);
    const before = at;
    if (asked.reset) at = 0;
    else if (asked.forward) at = Math.min(last, at + 1);
    else if (asked.backward) at = Math.max(0, at - 1);
    // Backward on the first place is the start again.
    if (asked.reset || (asked.backward && before === 0)) hasLeftStart = false;
    else if (asked.forward) hasLeftStart = true;
    const { accept, step } = places[at]!;
    const share = shareOf(rollout, accept, steeringAt(rollout, tick)?.passThrough ?? []);
    return { ...asked, accept, step, atStart: !hasLeftStart, atEnd: at === last, share };
  });
}

const steeringAt = ({ steering }: Rollout, tick: number) => steering.findLast((one) => one.tick <= tick);

/** What the criteria and the dynamic configuration ask of the ramp on a tick; at most one of the three. */
function askedOf(rollout: Rollout, tick: number, emaOf: ReadSignal): Record<Direction, boolean> {
  const met = (direction: Direction): boolean[] =>
    signalsOf(rollout).flatMap(({ signal, driver }) => {
      const criterion = driver.criteria[direction];
      if (!criterion) return [];
      const reading = tick === 0 ? Number.NaN : (driver.readings[tick - 1] ?? Number.NaN);
      const factor = driver.list === 'ema_latency' ? emaOf(`EMA_${signal}`, tick) : 1;
      return [holds(criterion.operator, reading, criterion.threshold * factor)];
    });
  const now = steeringAt(rollout, tick);
  const started = now ? now.rollout : rollout.isStarted || undefined;
  const isOn = started ?? rollout.isOn;
  const reset = met('reset').includes(true) || now?.reset === true;
  const slow = met('backward').includes(true);
  const forward = met('forward');
  const wanted = rollout.forwardWhen === 'all' ? !forward.includes(false) : forward.includes(true);
  const isWanted = forward.length === 0 || wanted;
  return { reset, backward: !reset && slow, forward: !reset && !slow && isOn && isWanted };
}
