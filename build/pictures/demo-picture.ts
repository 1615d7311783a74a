import { LiveDemo } from '../../src/cli/demo/live.ts';
import { loadSubject } from '../../src/cli/demo/subject.ts';
import type { IO } from '../../src/cli/io.ts';
import type { ScreenOptions } from '../../src/cli/screen/screen.ts';
import { readText } from '../../src/disk/read-text.ts';
import { terminalSvg } from './terminal-svg.ts';

const SIZE = { columns: 100, rows: 30 };
/** The keys of a person who breaks the service, and looks. */
const KEYS: Readonly<Record<number, string>> = { 75: 'b' };
const PICTURE_TICK = 118;

/** `rollout demo` in a terminal, soon after its service was broken. */
export async function demoPictureSvg(): Promise<string> {
  let screen: ScreenOptions | undefined;
  const io = {
    colour: { stdout: true },
    unicode: { stdout: true },
    interrupted: new AbortController().signal,
    read: readText,
    openScreen: async (options: ScreenOptions) => {
      screen = options;
      return { repaint() {}, close() {} };
    },
  } as unknown as IO;
  let tick = 0;
  let lines: readonly string[] = [];
  const sleep = async () => {
    tick++;
    const key = KEYS[tick];
    if (key) screen?.onKey(key);
    if (tick !== PICTURE_TICK) return;
    lines = screen?.picture(SIZE) ?? [];
    screen?.onKey('q');
  };
  await new LiveDemo(await loadSubject(undefined, io), { speed: 40, sleep }).play(io);
  return terminalSvg(lines, SIZE.columns);
}
