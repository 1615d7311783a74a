import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type Env = Readonly<Record<string, string | undefined>>;

/** The editor of a person: `$VISUAL`, else `$EDITOR`, else vi. */
export const editorOf = ({ VISUAL, EDITOR }: Env): string => VISUAL || EDITOR || 'vi';

/**
 * Opens a text in the editor, in a file that only its owner reads, and waits; returns what was saved. The editor has the
 * terminal of stderr, since stdout may be a file. Throws a plain error where the editor cannot be started or fails.
 */
export function editText(text: string, env: Env, suffix: string): string {
  const editor = editorOf(env);
  const directory = mkdtempSync(join(tmpdir(), 'rollout-edit-'));
  const file = join(directory, `text${suffix}`);
  try {
    writeFileSync(file, `${text}\n`, { mode: 0o600 });
    const args = ['-c', `${editor} "$1"`, 'sh', file];
    const { status, error } = spawnSync('/bin/sh', args, { stdio: [0, 2, 2] });
    if (error) throw new Error(`${editor} cannot be started: ${error.message}`);
    if (status !== 0) throw new Error(`${editor} ended with ${status}: the text stays as it was`);
    return readFileSync(file, 'utf8');
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
