import type { RunningState } from '../../control/running-state.ts';
import { fitText } from '../../render/chart/fit-text.ts';
import { livePicture } from '../../render/live-picture.ts';
import type { Seconds } from '../../text/duration.ts';
import type { IO } from '../io.ts';
import { type Paint, paintFor } from '../paint.ts';
import type { Screen, ScreenSize } from '../screen/screen.ts';
import type { SteeringKeys } from './steering-keys.ts';

/** The countdown goes by seconds; what was asked of a run is taken within a quarter of one. */
const REPAINT_INTERVAL: Seconds = 0.25;
/** From so many rows on the keys and what came of them have a line each. */
const ROOMY = 8;

export interface LiveViewOptions {
  readonly io: IO;
  readonly stream: 'stdout' | 'stderr';
  readonly keys: SteeringKeys;
  /** The runs at this moment. */
  readonly runs: () => readonly RunningState[];
  /** What stands there without a run. */
  readonly waiting: () => string;
}

/** A living picture of runs, one at a time, with keys to steer it. */
export class LiveView {
  readonly #options: LiveViewOptions;
  #paint: Paint | undefined;
  #screen: Screen | undefined;
  #timer: NodeJS.Timeout | undefined;
  #selected = 0;

  constructor(options: LiveViewOptions) {
    this.#options = options;
  }

  /** False where there is no terminal for it. */
  async open(): Promise<boolean> {
    const { io, stream } = this.#options;
    this.#paint = await paintFor(io.colour[stream]);
    this.#screen = await io.openScreen({
      stream,
      picture: (size) => this.#picture(size),
      onKey: this.#onKey,
    });
    if (!this.#screen) return false;
    this.#timer = setInterval(this.#screen.repaint, REPAINT_INTERVAL * 1000);
    return true;
  }

  readonly close = (): void => {
    clearInterval(this.#timer);
    this.#screen?.close();
  };

  /** Says something above the keys, until the next one. */
  say(text: string): void {
    this.#options.keys.message = text;
  }

  /** As Ctrl-C does. */
  readonly interrupt = (): void => this.#screen?.interrupt();

  readonly #onKey = (key: string): void => {
    const runs = this.#options.runs();
    const step = { down: 1, tab: 1, up: -1 }[key];
    if (step !== undefined) this.#selected += step + runs.length;
    else this.#options.keys.press(key, this.#runOf(runs));
    this.#screen?.repaint();
  };

  #runOf(runs: readonly RunningState[]): RunningState | undefined {
    return runs.length === 0 ? undefined : runs[this.#selected % runs.length];
  }

  #picture({ columns, rows }: ScreenSize): string[] {
    const { io, stream, keys, waiting } = this.#options;
    const runs = this.#options.runs();
    const run = this.#runOf(runs);
    if (run) keys.see(run);
    const foot = this.#foot(runs, { columns, rows });
    const size = { columns, rows: rows - foot.length };
    const lines = run
      ? livePicture(run, { ...size, colour: io.colour[stream], unicode: io.unicode[stream], now: io.now() })
      : [fitText(waiting(), columns)];
    const blank = Math.max(0, size.rows - lines.length);
    return [...lines, ...new Array<string>(blank).fill(''), ...foot];
  }

  /** What came of the last key, and the keys; on one line where there is little room. */
  #foot(runs: readonly RunningState[], { columns, rows }: ScreenSize): string[] {
    const { message } = this.#options.keys;
    const keys = this.#keyLine(runs);
    const said = message === '' ? '' : this.#paint!.bold(fitText(message, columns));
    if (rows >= ROOMY) return [said, keys];
    return [message === '' ? keys : said];
  }

  #keyLine(runs: readonly RunningState[]): string {
    const paint = this.#paint!;
    const names = [...(runs.length > 0 ? ['start', 'pause', 'reset'] : []), 'quit'];
    const keys = names.map((name) => `${paint.bold(name[0]!)} ${name}`);
    if (runs.length > 1)
      keys.push(`${paint.bold('tab')} run ${(this.#selected % runs.length) + 1} of ${runs.length}`);
    return keys.join('   ');
  }
}
