import { isForeground } from './foreground.ts';
import type { Screen, ScreenOptions } from './screen.ts';
import { type Terminal, TerminalScreen } from './terminal-screen.ts';

/** Covers the terminal; undefined where that cannot be. */
export function openScreen(terminal: Terminal, options: ScreenOptions): Screen | undefined {
  const { input, output } = terminal;
  const canCover = input.isTTY && output.isTTY && output.columns > 0 && output.rows > 0;
  if (!canCover || process.env.TERM === 'dumb' || !isForeground()) return undefined;
  return new TerminalScreen(terminal, options);
}
