import { type Came, ERRORS_EVERY, type Lived, type RanTick, WINDOW, type World } from './live-world.ts';

// What holds of every live run, judged by what the world did and not by what the run knew.

const INTERVAL = 1;
const SLOPE = 99 / 200;
const ROUNDING = 1e-6;

/** What a live run broke, in words; empty where it broke nothing. */
export const broken = (world: World, lived: Lived): string[] => [
  ...forwardWithoutReading(world, lived),
  ...madeUp(lived),
  ...forwardAfterGap(world, lived),
  ...tooSteep(lived),
  ...resetsMissed(world, lived),
  ...stands(world, lived),
  ...notSaid(world, lived),
];

/** A result may be as old as two evaluation intervals, and both ticks an interval late. */
function forwardWithoutReading(world: World, { ticks, answers }: Lived): string[] {
  const low = answers.filter(({ query, value }) => query === 'LATENCY' && value < 75);
  const isFresh = ({ at }: RanTick) =>
    low.some(({ askedAt, cameAt }) => cameAt <= at && at - askedAt <= 3 * INTERVAL + ROUNDING);
  const documents = world.documents.toSorted((a, b) => a.at - b.at);
  const isOnAt = (at: number) => documents.findLast((one) => one.at <= at)?.isOn ?? true;
  return faults(ticks, (tick) => {
    if (tick.decision !== 'forward') return undefined;
    if (!isFresh(tick)) return 'forward without a fresh reading that says so';
    return isOnAt(tick.at) ? undefined : 'forward while the rollout is off';
  });
}

/** Of any ticks in a row only the first may be late: the n-th after it comes n - 1 intervals later at least. */
function madeUp({ ticks }: Lived): string[] {
  let earliest = Number.NEGATIVE_INFINITY;
  return faults(ticks, ({ at }) => {
    const isEarly = at < earliest - ROUNDING;
    earliest = Math.max(earliest + INTERVAL, at);
    return isEarly ? 'a tick that was made up' : undefined;
  });
}

/** Gaps that nothing hides: of more than two intervals, and no clock that was set back at once. */
function gapsOf({ jumps, stalls }: World): number[] {
  const isAlone = (jump: (typeof jumps)[number]) =>
    jumps.every((other) => other === jump || Math.abs(other.at - jump.at) > 3 * INTERVAL);
  const set = jumps.filter((jump) => Math.abs(jump.by) > 2 * INTERVAL && isAlone(jump));
  const stood = stalls.filter(({ seconds }) => seconds > 2 * INTERVAL);
  return [...set.map(({ at }) => at), ...stood.map(({ at }) => at)];
}

function forwardAfterGap(world: World, { ticks }: Lived): string[] {
  const gaps = gapsOf(world).map((gap) => ticks.findIndex(({ at }) => at >= gap));
  return faults(ticks, ({ decision }, k) => {
    const isHeld = gaps.some((first) => first >= 0 && k >= first && k < first + WINDOW);
    return isHeld && decision === 'forward' ? 'forward after a gap' : undefined;
  });
}

const tooSteep = ({ ticks }: Lived): string[] =>
  faults(ticks, ({ accept }, k) =>
    k > 0 && accept - ticks[k - 1]!.accept > SLOPE + ROUNDING ? 'steeper than the ramp' : undefined,
  );

function resetsMissed(world: World, { ticks, answers }: Lived): string[] {
  const errors = answers.filter(({ query }) => query === 'ERRORS').sort((a, b) => a.cameAt - b.cameAt);
  const isUndisturbed = ({ askedAt }: Came, at: number) =>
    ![...world.jumps, ...world.stalls].some((one) => one.at >= askedAt - INTERVAL && one.at <= at);
  return faults(ticks, (tick) => {
    const { at, decision, accept, hasErrors } = tick;
    if (hasErrors && (decision !== 'reset' || accept !== 1)) return 'no reset where its signal is true';
    const last = errors.findLast(({ cameAt }) => cameAt <= at);
    if (!last || last.cameAt >= at - INTERVAL || at - last.askedAt > ERRORS_EVERY * INTERVAL)
      return undefined;
    return last.value > 0.5 && isUndisturbed(last, at) && decision !== 'reset'
      ? 'no reset on a fresh reading'
      : undefined;
  });
}

/** Ticks come every interval, whatever the server and the wall clock do. */
const stands = ({ stalls }: World, { ticks }: Lived): string[] =>
  faults(ticks, ({ at }, k) => {
    if (k === 0) return undefined;
    const before = ticks[k - 1]!.at;
    const stood = stalls.filter((one) => one.at >= before - INTERVAL && one.at <= at);
    const allowed = 3 * INTERVAL + stood.reduce((sum, { seconds }) => sum + seconds, 0);
    return at - before > allowed + ROUNDING ? 'no tick for too long' : undefined;
  });

/** Every gap is an event. */
function notSaid(world: World, { ticks, events }: Lived): string[] {
  const said = events.filter(({ kind }) => kind === 'dropped' || kind === 'clock').map(({ tick }) => tick);
  const firsts = new Set(gapsOf(world).map((gap) => ticks.findIndex(({ at }) => at >= gap)));
  return [...firsts]
    .filter((first) => first >= 0 && !said.includes(first))
    .map((first) => `no event of the gap before tick ${first}`);
}

const faults = (
  ticks: readonly RanTick[],
  faultOf: (tick: RanTick, k: number) => string | undefined,
): string[] =>
  ticks.flatMap((tick, k) => {
    const fault = faultOf(tick, k);
    return fault === undefined ? [] : [`tick ${k} at ${tick.at}: ${fault}`];
  });
