import { type Diagnostic, diagnostic } from '../errors/rollout-error.ts';
import { inAscii } from '../text/ascii.ts';
import { printableColoured, printableText } from '../text/printable.ts';
import { annotationsFor } from './annotations.ts';
import { invocationOf, placeOf } from './invocation.ts';
import type { IO, SystemIO } from './io.ts';
import { paintFor } from './paint.ts';
import { canPrompt, openPrompts } from './prompts/open-prompts.ts';
import { Reporter } from './reporter.ts';
import type { ScreenOptions } from './screen/screen.ts';
import { decideColour, decideUnicode, readSettings } from './settings.ts';

/** Moves the cursor home and clears the terminal. */
const CLEAR = '\x1b[H\x1b[2J';

/** What a command line runs with. */
export interface ConfiguredIO {
  readonly io: IO;
  readonly reporter: Reporter;
}

/**
 * Configures the outside world by the printing flags: colours, diagnostics, who is asked before a file is
 * replaced.
 */
export async function configureIO(argv: readonly string[], system: SystemIO): Promise<ConfiguredIO> {
  const settings = readSettings(argv);
  const { env, isTTY } = system;
  const colour = perStream((stream) => decideColour(settings.color, env, isTTY[stream]));
  const unicode = perStream((stream) => decideUnicode(env, isTTY[stream]));
  const annotations = await annotationsFor(settings, system);
  const invocation = invocationOf(system);
  const place = placeOf(argv);
  const style = { paint: await paintFor(colour.stderr), invocation, place };
  const reporter = new Reporter(settings, system, style, annotations);
  const mayAsk = canPrompt(system, { input: !argv.includes('--no-input') });
  const out = printer(system.out, colour.stdout);
  const io: IO = {
    argv,
    env,
    ...passedOn(system),
    ...reporting(reporter),
    invocation,
    place,
    isTTY,
    get columns() {
      return system.columns;
    },
    colour,
    unicode,
    out,
    say: (text) => out(inSigns(annotations.inert(text), unicode.stdout)),
    err: printer((text) => reporter.text(inSigns(text, unicode.stderr)), colour.stderr),
    clearScreen() {
      if (isTTY.stdout) system.out(CLEAR);
    },
    // A getter here too: Ctrl-C is listened to only when a command asks for the signal.
    get interrupted() {
      return system.interrupted;
    },
    write: async (file, text, options) => (file === '-' ? out(text) : system.write(file, text, options)),
    open: async (file) => reporter.report(await failureToOpen(file, system)),
    openScreen: mayAsk ? screenOpener(system, colour, unicode) : async () => undefined,
    mayReplace: async (file) => mayAsk && (await askToReplace(file, io)),
  };
  return { io, reporter };
}

/** What commands use as it is. */
const passedOn = ({ cwd, program, hasColumns, now, read, checkWritable }: SystemIO) => ({
  cwd,
  program,
  hasColumns,
  now,
  read,
  checkWritable,
});

const reporting = (reporter: Reporter): Pick<IO, 'report' | 'annotate' | 'note' | 'wrote'> => ({
  report: (diagnostics) => reporter.report(diagnostics),
  annotate: (diagnostics) => reporter.annotate(diagnostics),
  note: (text) => reporter.note(text),
  wrote: (file) => reporter.wrote(file),
});

/** What holds of standard output, and of standard error. */
const perStream = <T>(decide: (stream: 'stdout' | 'stderr') => T): { stdout: T; stderr: T } => ({
  stdout: decide('stdout'),
  stderr: decide('stderr'),
});

/** Whatever a command prints, a terminal obeys none of it but our colours. */
function printer(print: (text: string) => void, colour: boolean): (text: string) => void {
  const printable = colour ? printableColoured : printableText;
  return (text) => print(printable(text));
}

/** A text for people, in ASCII where a stream takes no more. */
const inSigns = (text: string, unicode: boolean): string => (unicode ? text : inAscii(text));

/** A picture each of whose lines is one line, of which a terminal obeys none but our colours. */
function inOurSigns(options: ScreenOptions, colour: boolean, unicode: boolean): ScreenOptions {
  const printable = colour ? printableColoured : printableText;
  const lineOf = (line: string): string => inSigns(printable(line.replace(/[\t\r\n]/g, ' ')), unicode);
  return { ...options, picture: (size) => options.picture(size).map(lineOf) };
}

type PerStream = Readonly<Record<'stdout' | 'stderr', boolean>>;

const screenOpener =
  (system: SystemIO, colour: PerStream, unicode: PerStream): IO['openScreen'] =>
  async (options) =>
    system.openScreen(inOurSigns(options, colour[options.stream], unicode[options.stream]));

/** A warning where a file cannot be shown. */
const failureToOpen = (file: string, system: SystemIO): Promise<Diagnostic[]> =>
  system.open(file).then(
    () => [],
    ({ message }: Error) => [diagnostic('OPEN_FAILED', { file, why: message })],
  );

async function askToReplace(file: string, io: IO): Promise<boolean> {
  const [prompts, { withoutBack }] = await Promise.all([openPrompts(io), import('./prompts/history.ts')]);
  return withoutBack(() => prompts.confirm(`${file} exists. Replace it`, false));
}
