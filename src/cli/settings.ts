import { ANNOTATION_FORMS, type AnnotationForm } from './annotations.ts';
import type { IO } from './io.ts';

/** How to print: read before the command line is parsed, and where it cannot be. */
export interface Settings {
  readonly color: 'auto' | 'always' | 'never';
  readonly quiet: boolean;
  readonly debug: boolean;
  /** `-o json`: diagnostics are JSON too. */
  readonly json: boolean;
  /** `--annotations`; undefined where it is not given. */
  readonly annotations: AnnotationForm | undefined;
}

const FORCED = ['always', 'never'] as const;

/**
 * Reads the printing flags from anywhere before a `--`. A wrong value counts as the default: commander
 * reports it later.
 */
export function readSettings(argv: readonly string[]): Settings {
  const end = argv.indexOf('--');
  const flags = end < 0 ? argv : argv.slice(0, end);
  const color = valueGiven(flags, ['--color']);
  const annotations = valueGiven(flags, ['--annotations']);
  return {
    color: FORCED.find((one) => one === color) ?? 'auto',
    quiet: flags.includes('--quiet'),
    debug: flags.includes('--debug'),
    json: valueGiven(flags, ['-o', '--output']) === 'json',
    annotations: ANNOTATION_FORMS.find((one) => one === annotations),
  };
}

function valueGiven(flags: readonly string[], names: readonly string[]): string | undefined {
  let value: string | undefined;
  flags.forEach((flag, i) => {
    for (const name of names) {
      if (flag === name) value = flags[i + 1];
      else if (name.startsWith('--') && flag.startsWith(`${name}=`)) value = flag.slice(name.length + 1);
      else if (!name.startsWith('--') && flag.startsWith(name) && !flag.startsWith('--'))
        value = flag.slice(2);
    }
  });
  return value;
}

/**
 * `--color` decides, else NO_COLOR, else FORCE_COLOR, else whether the stream is a terminal that knows
 * colour.
 */
export function decideColour(color: Settings['color'], env: IO['env'], isTTY: boolean): boolean {
  if (color !== 'auto') return color === 'always';
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  return isTTY && env.TERM !== 'dumb';
}

/** Terminals that draw no block, no line and no braille. */
const ASCII_TERMINALS = ['dumb', 'linux'];

/** Whether a stream takes more than ASCII: a terminal by its kind, anything by the locale, where one is set. */
export function decideUnicode(env: IO['env'], isTTY: boolean): boolean {
  if (isTTY && ASCII_TERMINALS.includes(env.TERM ?? '')) return false;
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  return locale === '' || /utf-?8/i.test(locale);
}
