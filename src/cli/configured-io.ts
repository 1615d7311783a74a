import type { Diagnostic } from '../errors/rollout-error.ts';
import { printDiagnostics } from './diagnostics.ts';
import type { IO } from './io.ts';
import { paintFor } from './paint.ts';
import { canAsk, openPrompts } from './prompts.ts';
import { decideColour, readSettings } from './settings.ts';

/** The world as the printing flags want it. */
export interface SettledIO {
  readonly io: IO;
  /** Warnings kept back because of `-o json`: they belong into the one document on stderr. */
  readonly kept: readonly Diagnostic[];
}

/** Decides colours, what becomes of warnings, and who is asked before a file is replaced. Inherits from `world`, so that Ctrl-C is listened to only when asked. */
export async function settle(argv: readonly string[], world: IO): Promise<SettledIO> {
  const { color, quiet, json } = readSettings(argv);
  const colour = {
    stdout: decideColour(color, world.env, world.isTTY.stdout),
    stderr: decideColour(color, world.env, world.isTTY.stderr),
  };
  const paint = await paintFor(colour.stderr);
  const kept: Diagnostic[] = [];
  const warn: IO['warn'] = (diagnostics) => {
    if (quiet) return;
    if (json) kept.push(...diagnostics);
    else printDiagnostics(diagnostics, world.err, { json: false, paint });
  };
  const io: IO = Object.create(world, { colour: { value: colour }, warn: { value: warn } });
  if (!argv.includes('--no-input') && canAsk(world, {}))
    Object.defineProperty(io, 'mayReplace', { value: (file: string) => askToReplace(file, io) });
  return { io, kept };
}

async function askToReplace(file: string, io: IO): Promise<boolean> {
  const ask = await openPrompts(io);
  return ask.confirm(`${file} exists. Replace it`, false);
}
