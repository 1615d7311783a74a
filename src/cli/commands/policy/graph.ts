import type { Plan } from '../../../circuit/plan.ts';
import { fail, throwIfErrors } from '../../../errors/rollout-error.ts';
import type { Overlay } from '../../../render/svg/overlay.ts';
import { defineCommand } from '../../command.ts';
import { addPolicyOptions, compileLoaded, loadPolicy, type PolicyOptions } from '../../inputs.ts';
import type { IO } from '../../io.ts';
import { choiceOption } from '../../options.ts';
import { readOverlay } from '../../overlay.ts';
import { writeResult } from '../../write-result.ts';

type Format = 'mermaid' | 'dot' | 'svg';

interface Options extends PolicyOptions {
  readonly format: Format;
  readonly depth: string;
  readonly outputFile?: string;
  readonly overwrite?: boolean;
  readonly trace?: string;
  readonly at?: string;
}

export const graph = defineCommand({
  describe: (command) =>
    addPolicyOptions(command)
      .addOption(
        choiceOption('--format <format>', 'form of the diagram', ['mermaid', 'dot', 'svg'], 'mermaid'),
      )
      .option('--depth <levels>', 'how many levels of circuits are opened; -1 opens all', '1')
      .option('--output-file <file>', 'where it is written; - is standard output', '-')
      .option('--overwrite', 'replace an existing file')
      .option(
        '--trace <file>',
        "a trace of `simulate --trace`: the picture shows each signal's reading (with --at, svg only)",
      )
      .option('--at <tick>', 'the tick of the trace that is shown')
      .addHelpText(
        'after',
        `
Examples:
  $ rollout policy graph --values-file values.yaml
  $ rollout policy graph --values-file values.yaml --format svg --output-file circuit.svg
  $ rollout policy graph --values-file values.yaml --format svg --trace run.csv --at 300 --output-file why.svg`,
      ),

  request: (flags: Options) => flags,

  async run(options, io) {
    const depth = wholeNumber('--depth', options.depth, -1);
    checkOverlay(options);
    const loaded = await loadPolicy(options, io);
    const { plan, diagnostics } = compileLoaded(loaded);
    io.report(diagnostics);
    const overlay = options.trace === undefined ? undefined : await overlayOf(options, plan, loaded.name, io);
    const text = await draw(options.format, plan, depth, overlay);
    await writeResult(options.outputFile ?? '-', text, options, io);
    return 0;
  },
});

async function draw(
  format: Format,
  plan: Plan,
  depth: number,
  overlay: Overlay | undefined,
): Promise<string> {
  if (format === 'svg') return (await import('../../../render/svg.ts')).svg(plan.tree, depth, overlay);
  if (format === 'dot') return (await import('../../../render/dot.ts')).dot(plan.tree, depth);
  return (await import('../../../render/mermaid.ts')).mermaid(plan.tree, depth);
}

function checkOverlay({ trace, at, format }: Options): void {
  if (trace === undefined && at === undefined) return;
  if (trace === undefined)
    throw fail('USAGE_MISSING', { flag: '--trace FILE', what: 'the trace that --at is a tick of' });
  if (at === undefined) throw fail('USAGE_MISSING', { flag: '--at TICK', what: 'the tick of the trace' });
  if (format !== 'svg')
    throw fail('USAGE_VALUE', { flag: '--format', got: format, expected: 'svg where --trace is given' });
  wholeNumber('--at', at, 0);
}

async function overlayOf({ trace, at }: Options, plan: Plan, name: string, io: IO): Promise<Overlay> {
  const { overlay, diagnostics } = readOverlay(await io.read(trace!), trace!, Number(at), plan, name);
  io.report(throwIfErrors(diagnostics));
  return overlay;
}

function wholeNumber(flag: string, text: string, least: number): number {
  const value = /^-?\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least) return value;
  throw fail('USAGE_VALUE', { flag, got: text, expected: `a whole number from ${least}` });
}
