import type { Plan } from '../../../circuit/plan.ts';
import { fail, throwIfErrors } from '../../../errors/rollout-error.ts';
import type { Overlay } from '../../../render/svg/overlay.ts';
import { defineCommand } from '../../command.ts';
import { DRAW, FORMATS, type Format, PICTURE } from '../../draw-circuit.ts';
import type { IO } from '../../io.ts';
import { compileChecked, loadPolicy, type PolicyRequest } from '../../load-policy.ts';
import { choiceOption } from '../../options.ts';
import { readOverlay, type TraceTick } from '../../overlay.ts';
import { addPolicyOptions, type PolicyFlags, readPolicyFlags } from '../../policy-flags.ts';
import { MAX_TRACE_BYTES, readAt } from '../../trace-tick.ts';
import { writeResult } from '../../write-result.ts';

interface Flags extends PolicyFlags {
  readonly format?: Format;
  readonly depth: string;
  readonly outputFile: string;
  readonly overwrite?: boolean;
  readonly open?: boolean;
  readonly trace?: string;
  readonly at?: string;
}

interface Request {
  readonly policy: PolicyRequest;
  /** A tree of text at a terminal, and Mermaid elsewhere, where it is not said. */
  readonly format: Format | undefined;
  /** Levels of circuits that are opened; -1 for all. */
  readonly depth: number;
  readonly tick: TraceTick | undefined;
  readonly outputFile: string;
  readonly overwrite: boolean | undefined;
  /** Whether the picture is shown in the browser. */
  readonly open: boolean;
}

const EXAMPLES = `
Examples:
  $ rollout policy graph values.yaml
  $ rollout policy graph values.yaml --format svg --output-file circuit.svg

  For a page of Markdown, with every inner circuit opened:
  $ rollout policy graph values.yaml --format mermaid --depth -1 --output-file circuit.mmd

  With the readings of a tick, to see why:
  $ rollout policy graph values.yaml --format svg --trace run.csv --at 300 --output-file why.svg`;

export const graph = defineCommand({
  describe: (command) =>
    addPolicyOptions(command.optionsGroup('Policy:'))
      .optionsGroup('Picture:')
      .addOption(
        choiceOption(
          '--format <format>',
          'form of the diagram (default: text at a terminal, else mermaid)',
          FORMATS,
        ),
      )
      .option('--depth <levels>', 'how many levels of circuits are opened; -1 opens all', '1')
      .option(
        '--trace <file>',
        "a trace of `simulate --trace`: the picture shows each signal's reading (with --at, svg only)",
      )
      .option('--at <tick|time>', 'the tick of the trace that is shown, or its time')
      .optionsGroup('Result:')
      .option('--output-file <file>', 'where it is written; - is standard output', '-')
      .option('--overwrite', 'replace an existing file')
      .option('--open', 'show the picture in the browser (svg, with --output-file)')
      .addHelpText('after', EXAMPLES),

  request: (flags: Flags, args): Request => ({
    policy: readPolicyFlags(flags, args),
    format: flags.format,
    depth: readWholeNumber('--depth', flags.depth, -1),
    tick: readTick(flags),
    outputFile: flags.outputFile,
    overwrite: flags.overwrite,
    open: readOpen(flags),
  }),

  async run({ policy, format, depth, tick, outputFile, overwrite, open }, io) {
    const loaded = await loadPolicy(policy, io);
    const { plan, diagnostics } = await compileChecked(loaded);
    io.report(diagnostics);
    const overlay = tick && (await overlayOf(tick, { plan, policy: loaded.name }, io));
    const isShown = outputFile === '-' && io.isTTY.stdout;
    const form = format ?? (isShown ? 'text' : 'mermaid');
    const drawn = await DRAW[form](plan, depth, overlay);
    if (form === 'text' && outputFile === '-') io.say(drawn);
    else await writeResult(outputFile, drawn, { overwrite }, io);
    if (isShown && form === 'text') io.note(PICTURE);
    if (open) await io.open(outputFile);
    return 0;
  },
});

function readOpen({ open = false, format, outputFile }: Flags): boolean {
  if (open && format !== 'svg')
    throw fail('USAGE_VALUE', {
      flag: '--format',
      got: format ?? 'mermaid',
      expected: 'svg where --open is given',
    });
  if (open && outputFile === '-')
    throw fail('USAGE_MISSING', { flag: '--output-file FILE', what: 'the file to open' });
  return open;
}

/** The tick of a trace that `--trace` and `--at` name together; undefined without them. */
function readTick({ trace, at, format }: Flags): TraceTick | undefined {
  if (trace === undefined && at === undefined) return undefined;
  if (trace === undefined)
    throw fail('USAGE_MISSING', { flag: '--trace FILE', what: 'the trace that --at is a tick of' });
  if (at === undefined) throw fail('USAGE_MISSING', { flag: '--at TICK', what: 'the tick of the trace' });
  if (format !== 'svg')
    throw fail('USAGE_VALUE', {
      flag: '--format',
      got: format ?? 'mermaid',
      expected: 'svg where --trace is given',
    });
  return { file: trace, at: readAt(at) };
}

async function overlayOf(tick: TraceTick, of: { plan: Plan; policy: string }, io: IO): Promise<Overlay> {
  const trace = await io.read(tick.file, MAX_TRACE_BYTES);
  const { overlay, diagnostics } = readOverlay(trace, tick, of);
  io.report(throwIfErrors(diagnostics));
  return overlay;
}

function readWholeNumber(flag: string, text: string, least: number): number {
  const value = /^-?\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least) return value;
  throw fail('USAGE_VALUE', { flag, got: text, expected: `a whole number from ${least}` });
}
