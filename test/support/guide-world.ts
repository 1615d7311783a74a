import { chmodSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import { consoleOf, type GuideBlock, shownIn } from './guide.ts';
import { root, Sandbox } from './script.ts';

/** The server of guides; a test puts its own in its place. */
export const SERVER = 'http://localhost:9090';

/** Programs of others that a guide calls: each writes down its arguments and what it reads. */
const FOREIGN = ['kubectl', 'gh', 'curl'];

const RECORDER = `#!/usr/bin/env bash
echo "$(basename "$0") $*" >>"$CALLS"
case " $* " in *" - "*) cat >>"$CALLS" ;; esac
for file in "$@"; do case $file in *@*.md) cat "\${file#*@}" >>"$CALLS" ;; *.md) cat "$file" >>"$CALLS" ;; esac; done
`;

/** A directory with the examples, in which the commands of a guide run. */
export function guideWorld(): Sandbox {
  const sandbox = new Sandbox();
  sandbox.env.CALLS = join(sandbox.directory, 'calls');
  writeFileSync(sandbox.env.CALLS, '');
  for (const name of FOREIGN) {
    const file = join(dirname(sandbox.env.CALLS), 'bin', name);
    writeFileSync(file, RECORDER);
    chmodSync(file, 0o755);
  }
  symlinkSync(join(root, 'examples'), join(sandbox.work, 'examples'));
  return sandbox;
}

/** What the programs of others were called with. */
export const foreignCalls = (sandbox: Sandbox): string => readFileSync(sandbox.env.CALLS!, 'utf8');

/** Runs one block in the world of its page, on a server; returns it with what was printed. */
export async function runBlock(block: GuideBlock, sandbox: Sandbox, url: string): Promise<string> {
  const { language, info, text } = block;
  if (/\w\.\w+$/.test(info)) sandbox.write(info, text);
  if (language === 'console') return runShown(block, sandbox, url);
  if (info === 'no-run') await runSteering(text, sandbox, url);
  else if (language === 'sh') await runLine({ command: text, expected: 0 }, sandbox, url);
  return text;
}

/** No live run of that policy is here: each command is understood, and says so. */
async function runSteering(text: string, sandbox: Sandbox, url: string): Promise<void> {
  for (const command of text.trim().split('\n')) await runLine({ command, expected: 3 }, sandbox, url);
}

/** The last command may end with the exit code that the block names. */
async function runShown({ info, text }: GuideBlock, sandbox: Sandbox, url: string): Promise<string> {
  const shown = shownIn(text);
  const last = Number(/exit (\d+)/.exec(info)?.[1] ?? 0);
  const printed = [];
  for (const [i, { command }] of shown.entries()) {
    const expected = i === shown.length - 1 ? last : 0;
    printed.push({ command, output: await runLine({ command, expected }, sandbox, url) });
  }
  return consoleOf(printed);
}

/** What a command prints on both streams. */
async function runLine(
  { command, expected }: { readonly command: string; readonly expected: number },
  sandbox: Sandbox,
  url: string,
): Promise<string> {
  const line = command.replaceAll(SERVER, url);
  const { stdout, exit } = await sandbox.run(`{ ${line.trimEnd()}\n} 2>&1`);
  expect(exit, `exit code of ${line}\n${stdout}`).toBe(expected);
  return stdout.replaceAll(url, SERVER).replace(/[^\n]$/, '$&\n');
}
