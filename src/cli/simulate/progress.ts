import { acceptText } from '../../render/plot/number.ts';
import { eventSentence, nowSentence } from '../../render/sentence/event.ts';
import type { Ramp } from '../../rollout/ramp.ts';
import type { Observer } from '../../run/observer.ts';
import type { RunListener } from '../../run/options.ts';
import type { RunEvent } from '../../run/result.ts';
import type { Source } from '../../source/source.ts';
import { formatSpoken, type Seconds } from '../../text/duration.ts';
import { formatMoment, type Moment } from '../../text/time.ts';
import type { Progress } from '../progress.ts';

/** A run that does not wait is shown a few times a second; the clock is read every so many ticks. */
const SHOW_INTERVAL: Seconds = 0.2;
const TICKS_BETWEEN_CLOCKS = 512;

export interface Shown {
  readonly ramp: Ramp | undefined;
  /** The length of the run. */
  readonly ticks: number;
  readonly pace: Source['pace'];
  /** The first readings come from a server. */
  readonly isRemote: boolean;
  readonly now: () => Moment;
}

/**
 * Shows at a terminal where a run stands: live at every tick; otherwise with the share done and the time
 * left.
 */
export function showProgress(progress: Progress, shown: Shown): RunListener {
  if (shown.isRemote) progress.now('waiting for the first readings');
  return shown.pace === 'live' ? showLive(progress, shown) : showShare(progress, shown);
}

const showLive = (progress: Progress, { ramp }: Shown): RunListener => ({
  onTick: (_tick, frame, observer) => progress.now(nowLine(ramp, frame, observer)),
  onEvent: (event) => progress.note(eventLine(event)),
});

function showShare(progress: Progress, { ramp, ticks, now }: Shown): RunListener {
  const begin = now();
  let shownAt = begin;
  return {
    onTick(tick, frame, observer) {
      if (tick % TICKS_BETWEEN_CLOCKS !== 0) return;
      const time = now();
      if (time - shownAt < SHOW_INTERVAL) return;
      shownAt = time;
      const left = ((time - begin) / (tick + 1)) * (ticks - tick - 1);
      const parts = [
        `${Math.floor((100 * tick) / ticks)} %`,
        formatMoment(observer.timeOf(tick)),
        position(ramp, frame),
        `about ${formatSpoken(Math.ceil(left))} left`,
      ];
      progress.now(parts.join('  '));
    },
  };
}

const nowLine = (ramp: Ramp | undefined, frame: Float64Array, observer: Observer): string =>
  `${position(ramp, frame)}, ${observer.decision}: ${nowSentence(observer.reasonNow(frame)).text}`;

function eventLine(event: RunEvent): string {
  const { time, kind, accept_percentage: accept } = event;
  return [time, kind, acceptText(accept) || '-', eventSentence(event).text].join('  ');
}

function position(ramp: Ramp | undefined, frame: Float64Array): string {
  if (!ramp) return 'no ramp';
  return `step ${ramp.step(frame) + 1}/${ramp.steps.length}, ${acceptText(ramp.accept(frame))}`;
}
