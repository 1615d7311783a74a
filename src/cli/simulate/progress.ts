import type { Ramp } from '../../rollout/ramp.ts';
import type { Observer } from '../../run/observer.ts';
import type { RunListener } from '../../run/options.ts';
import type { RunEvent } from '../../run/result.ts';
import { formatSpoken } from '../../text/duration.ts';
import { formatNumber } from '../../text/number.ts';
import { formatMoment } from '../../text/time.ts';
import type { IO } from '../io.ts';
import type { Progress } from '../progress.ts';

const TICKS_BETWEEN_LOOKS = 512;

/** What is followed: a live run goes by the clock, also where `--duration` ends it; a server may keep one waiting. */
export interface Followed {
  readonly ticks: number;
  readonly isLive: boolean;
  readonly isRemote: boolean;
}

/** Tells a terminal where a run stands: live every tick, otherwise a few times a second, with the share done and the time left. */
export function follow(
  progress: Progress,
  ramp: Ramp | undefined,
  { ticks: total, isLive, isRemote }: Followed,
  io: IO,
): RunListener {
  const begun = io.now();
  if (isRemote) progress.now('waiting for the first readings');
  let shown = begun;
  const showLive = (_tick: number, frame: Float64Array, observer: Observer) =>
    progress.now(`${position(ramp, frame)}, ${observer.decision}: ${observer.reasonNow(frame)}`);
  const showShare = (tick: number, frame: Float64Array, observer: Observer) => {
    if (tick % TICKS_BETWEEN_LOOKS !== 0) return;
    const now = io.now();
    if (now - shown < 0.2) return;
    shown = now;
    const left = ((now - begun) / (tick + 1)) * (total - tick - 1);
    progress.now(
      `${Math.floor((100 * tick) / total)} %  ${formatMoment(observer.timeOf(tick))}  ${position(ramp, frame)}  about ${formatSpoken(Math.ceil(left))} left`,
    );
  };
  return isLive
    ? { onTick: showLive, onEvent: (event) => progress.note(line(event)) }
    : { onTick: showShare };
}

function line({ time, kind, accept_percentage, reason }: RunEvent): string {
  return `${time}  ${kind}  ${accept_percentage === null ? '-' : `${formatNumber(accept_percentage)} %`}  ${reason}`;
}

const position = (ramp: Ramp | undefined, frame: Float64Array): string =>
  ramp
    ? `step ${ramp.step(frame) + 1}/${ramp.steps.length}, ${formatNumber(ramp.accept(frame))} %`
    : 'no ramp';
