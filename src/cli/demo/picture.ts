import { styleOf } from '../../render/chart/event-style.ts';
import { fitText } from '../../render/chart/fit-text.ts';
import { type Paint, painter } from '../../render/chart/paint.ts';
import { type LiveRun, liveChart } from '../../render/live-chart.ts';
import { acceptText } from '../../render/plot/number.ts';
import { tickTime } from '../../render/plot/time.ts';
import { eventSentence } from '../../render/sentence/event.ts';
import type { Decision } from '../../rollout/decide.ts';
import type { RunEvent } from '../../run/result.ts';
import { cutColoured } from '../../text/cut-coloured.ts';
import { formatNumber } from '../../text/number.ts';
import { keyLine, promptOf } from './prompts.ts';

/** Where the demo stands. */
export interface DemoState extends LiveRun {
  /** How many times as fast as real. */
  readonly speed: number;
  /** The first frame of the chart, in ticks. */
  readonly frameTicks: number;
  readonly isBroken: boolean;
  readonly wasBroken: boolean;
  readonly isPaused: boolean;
  readonly isComplete: boolean;
  readonly step: number;
  readonly steps: number;
  readonly accept: number;
  readonly decision: Decision;
  readonly reason: string;
}

/** Of a terminal, in characters, and whether it has colours and more than ASCII. */
export interface PictureSize {
  readonly columns: number;
  readonly rows: number;
  readonly colour: boolean;
  readonly unicode?: boolean;
}

const MIN_PLOT_ROWS = 2;
const MAX_PLOT_ROWS = 12;
const MAX_WIDTH = 140;
/** Lines beside the chart and the events: two above, the present, its reason, a blank one, what to do, the keys. */
const FIXED_LINES = 7;
const MIN_EVENTS = 2;
const MAX_EVENTS = 6;

/** The demo as the lines of a terminal of that size. */
export function demoPicture(state: DemoState, size: PictureSize): string[] {
  const width = Math.min(size.columns, MAX_WIDTH);
  const paint = painter(size.colour);
  const room = size.rows - FIXED_LINES;
  const chart = chartLines(state, { ...size, width, rows: room - MIN_EVENTS });
  const events = Math.max(0, Math.min(MAX_EVENTS, room - chart.length));
  const lines = [
    ...headLines(state, width, paint),
    ...chart,
    ...presentLines(state, width, paint),
    ...eventLines(state, events, { width, paint }),
    '',
    paint('bold', fitText(promptOf(state), width)),
    keyLine(paint),
  ];
  return lines.map((line) => cutColoured(line, width));
}

/** The chart with plots as high as there is room for. */
function chartLines(
  state: DemoState,
  { rows, width, colour, unicode }: PictureSize & { width: number },
): string[] {
  const { frameTicks } = state;
  const draw = (plotRows: number) => liveChart(state, { width, colour, unicode, plotRows, frameTicks });
  const lowest = draw(MIN_PLOT_ROWS);
  const more = Math.floor((rows - lowest.length) / 2);
  if (more <= 0) return lowest.slice(0, Math.max(0, rows));
  return draw(Math.min(MAX_PLOT_ROWS, MIN_PLOT_ROWS + more));
}

function headLines({ speed, isBroken }: DemoState, width: number, paint: Paint): string[] {
  const what = `a checkout service gets a new version, ${formatNumber(speed)} times as fast as real`;
  const health = isBroken
    ? paint('reset', 'the new version is six times as slow')
    : paint('forward', 'healthy');
  return [
    `${paint('bold', 'rollout demo')}  ${fitText(what, width - 14)}`,
    `${paint('dim', 'service')}       ${health}`,
  ];
}

function presentLines(state: DemoState, width: number, paint: Paint): string[] {
  const { times, accept, step, steps, decision, reason } = state;
  const place = `${acceptText(accept)} of the requests, step ${step + 1} of ${steps}`;
  return [
    `${paint('bold', tickTime(times, times.ticks - 1))}  ${place}: ${paint(styleOf(decision), decision)}`,
    `  ${fitText(reason, width - 2)}`,
  ];
}

/** The last events, the newest last. */
function eventLines(
  { times }: DemoState,
  count: number,
  { width, paint }: { readonly width: number; readonly paint: Paint },
): string[] {
  const shown = count === 0 ? [] : times.events.slice(-count);
  const lines = shown.map((event) => eventLine(event, tickTime(times, event.tick), { width, paint }));
  return [...lines, ...new Array<string>(count - lines.length).fill('')];
}

function eventLine(
  event: RunEvent,
  time: string,
  { width, paint }: { readonly width: number; readonly paint: Paint },
): string {
  const { kind, accept_percentage: accept } = event;
  const reason = eventSentence(event).text;
  const head = `${time.padEnd(9)} ${acceptText(accept).padStart(7)}  `;
  const text = `${kind}  ${fitText(reason, width - head.length - kind.length - 2)}`;
  return `${paint('dim', head)}${paint(styleOf(kind), kind)}${text.slice(kind.length)}`;
}
