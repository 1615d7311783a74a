import type { IO, SystemIO } from '../io.ts';
import { paintFor } from '../paint.ts';
import type { Prompts } from './prompts.ts';
import type { CreateModule } from './terminal/asker.ts';

/** Whether a question may be asked: a terminal on both ends, and no --no-input. */
export const canPrompt = (io: SystemIO, { input }: { readonly input?: boolean }): boolean =>
  input !== false && io.isTTY.stdin && io.isTTY.stderr;

/**
 * Questions at the terminal, on stderr, so that stdout stays the result; plain numbered ones where the terminal says that
 * it cannot move its cursor. Only to be opened when `canPrompt`.
 */
export async function openPrompts(io: IO): Promise<Prompts> {
  const paint = await paintFor(io.colour.stderr);
  if (io.env.TERM === 'dumb') return new (await import('./plain-prompts.ts')).PlainPrompts(io, paint);
  const [{ default: inquirer }, { Asker }, { TerminalPrompts }] = await Promise.all([
    import('inquirer'),
    import('./terminal/asker.ts'),
    import('./terminal-prompts.ts'),
  ]);
  const createModule = inquirer.createPromptModule as unknown as CreateModule;
  return new TerminalPrompts(new Asker(createModule, paint, io));
}
