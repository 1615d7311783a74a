import { shownUrl } from '../../prometheus/http/base-url.ts';
import type { IO } from '../io.ts';

/** Flags with a value that the recording makes superfluous. */
const DROPPED: ReadonlySet<string> = new Set(['--from', '--to', '--record', '--resume']);

/** What is shown of values that may hold a secret. */
const SHOWN: Readonly<Record<string, (value: string) => string>> = {
  '--header': shownHeader,
  '--prometheus': shownUrl,
};

/** The command that goes on with a recording: the one that began it, with `--resume` and without its period. */
export function resumeCommand({ argv, invocation }: Pick<IO, 'argv' | 'invocation'>, file: string): string {
  const words: string[] = [];
  for (let i = 0; i < argv.length; i++) {
    const [, flag = '', joined] = /^(--[^=]+)(?:=(.*))?$/s.exec(argv[i]!) ?? [];
    const show = SHOWN[flag];
    if (!show && !DROPPED.has(flag)) {
      words.push(argv[i]!);
      continue;
    }
    const value = joined ?? argv[i + 1] ?? '';
    if (joined === undefined) i++;
    if (show) words.push(flag, show(value));
  }
  return [invocation, ...[...words, '--resume', file].map(quoted)].join(' ');
}

/** A header without its value. */
export function shownHeader(header: string): string {
  return header.replace(/:.*$/s, ': ...');
}

/** As a shell takes it. */
export const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
