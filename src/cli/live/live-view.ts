import { fitText } from '../../render/chart/fit-text.ts';
import type { PictureOptions } from '../../render/live-picture.ts';
import type { Seconds } from '../../text/duration.ts';
import type { IO } from '../io.ts';
import { type Paint, paintFor } from '../paint.ts';
import type { Screen, ScreenSize } from '../screen/screen.ts';

/** The countdown goes by seconds; what was asked of a run is taken within a quarter of one. */
const REPAINT_INTERVAL: Seconds = 0.25;
/** From so many rows on the keys and what came of them have a line each. */
const ROOMY = 8;

/** A key, and what it does. */
export type KeyName = readonly [key: string, does: string];

/** The keys of a view, and what came of the last one. */
export interface ViewKeys<Shown> {
  /** What is asked, or what came of the last key; empty for nothing. */
  message: string;
  /** The keys and what they do. */
  names(shown: Shown | undefined): readonly KeyName[];
  press(key: string, shown: Shown | undefined): void;
  /** Looks at what is drawn. */
  see?(shown: Shown): void;
}

export interface LiveViewOptions<Shown> {
  readonly io: IO;
  readonly stream: 'stdout' | 'stderr';
  readonly keys: ViewKeys<Shown>;
  /** What there is to draw at this moment. */
  readonly all: () => readonly Shown[];
  /** Draws the one at a position, and what there is to say of the others. */
  readonly draw: (all: readonly Shown[], selected: number, options: PictureOptions) => readonly string[];
  /** `run`. */
  readonly noun: string;
  /** What stands there where there is nothing to draw. */
  readonly waiting: () => string;
  /** What is said before what came of the last key; empty for nothing. */
  readonly remark?: () => string;
}

/** A living picture, one at a time, with keys to steer what is drawn. */
export class LiveView<Shown> {
  readonly #options: LiveViewOptions<Shown>;
  #paint: Paint | undefined;
  #screen: Screen | undefined;
  #timer: NodeJS.Timeout | undefined;
  #selected = 0;

  constructor(options: LiveViewOptions<Shown>) {
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
    const all = this.#options.all();
    const step = { down: 1, tab: 1, up: -1 }[key];
    if (step !== undefined) this.#selected += step + all.length;
    else this.#options.keys.press(key, all[this.#positionIn(all)]);
    this.#screen?.repaint();
  };

  #positionIn(all: readonly Shown[]): number {
    if (all.length === 0) return 0;
    return this.#selected % all.length;
  }

  #picture({ columns, rows }: ScreenSize): string[] {
    const { io, stream, keys, waiting, draw } = this.#options;
    const all = this.#options.all();
    const selected = this.#positionIn(all);
    const shown = all[selected];
    if (shown) keys.see?.(shown);
    const foot = this.#foot(all, { columns, rows });
    const size = { columns, rows: rows - foot.length };
    const look = { ...size, colour: io.colour[stream], unicode: io.unicode[stream], now: io.now() };
    const lines = shown ? draw(all, selected, look) : [fitText(waiting(), columns)];
    const blank = Math.max(0, size.rows - lines.length);
    return [...lines, ...new Array<string>(blank).fill(''), ...foot];
  }

  /** What came of the last key, and the keys; on one line where there is little room. */
  #foot(all: readonly Shown[], { columns, rows }: ScreenSize): string[] {
    const message = this.#options.remark?.() || this.#options.keys.message;
    const keys = this.#keyLine(all);
    const said = message && this.#paint!.bold(fitText(message, columns));
    if (rows >= ROOMY) return [said, keys];
    if (message === '') return [keys];
    return [said];
  }

  #keyLine(all: readonly Shown[]): string {
    const { noun, keys } = this.#options;
    const position = this.#positionIn(all);
    const names = [...keys.names(all[position])];
    if (all.length > 1) names.push(['tab', `${noun} ${position + 1} of ${all.length}`]);
    return names.map(([key, does]) => `${this.#paint!.bold(key)} ${does}`).join('   ');
  }
}
