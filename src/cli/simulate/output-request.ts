import { extname } from 'node:path';
import { fail } from '../../errors/rollout-error.ts';
import type { Outcome } from '../../run/result.ts';
import type { TraceFormat } from '../../run/trace.ts';
import { suggest } from '../../text/suggest.ts';
import { type MaxBlind, readMaxBlind } from './max-blind.ts';

/** commander's form of the flags that say what a run leaves. */
export interface OutputFlags {
  readonly expect?: string;
  readonly maxBlind?: string;
  readonly trace?: string;
  readonly report?: string;
  readonly open?: boolean;
  readonly overwrite?: boolean;
  readonly output: 'text' | 'json';
  readonly quiet?: boolean;
}

/** What a run leaves. */
export interface OutputRequest {
  /** The form of the result on stdout. */
  readonly format: 'text' | 'json';
  readonly quiet: boolean;
  readonly trace: OutputFile<TraceFormat> | undefined;
  readonly report: OutputFile<ReportFormat> | undefined;
  /** Whether the report is shown in the browser. */
  readonly open: boolean;
  readonly overwrite: boolean;
  /** The exit code is 1 for any other outcome; undefined where each is good. */
  readonly expected: readonly Outcome[] | undefined;
  /** The exit code is 1 for a run that is blind on more; undefined where every share is good. */
  readonly maxBlind: MaxBlind | undefined;
}

export interface OutputFile<Format> {
  readonly file: string;
  readonly format: Format;
}

export type ReportFormat = 'html' | 'svg';

const TRACE_FORMATS: readonly TraceFormat[] = ['csv', 'ndjson'];
const REPORT_FORMATS: readonly ReportFormat[] = ['html', 'svg'];

export const OUTCOMES: readonly Outcome[] = [
  'completed',
  'rolled_back',
  'in_progress',
  'not_started',
  'interrupted',
];

/** Throws USAGE_MISSING, USAGE_VALUE. */
export const readOutputFlags = (flags: OutputFlags): OutputRequest => {
  const expected = readOutcomes(flags.expect);
  return { expected, maxBlind: readMaxBlind(flags.maxBlind, expected), ...readFiles(flags) };
};

function readFiles(flags: OutputFlags): Omit<OutputRequest, 'expected' | 'maxBlind'> {
  const { trace, report, open = false, overwrite = false, quiet = false, output: format } = flags;
  if (open && report === undefined)
    throw fail('USAGE_MISSING', { what: 'the report to open', flag: '--report FILE' });
  return {
    report: readFile('--report', report, REPORT_FORMATS),
    trace: readFile('--trace', trace, TRACE_FORMATS),
    open,
    format,
    quiet,
    overwrite,
  };
}

/** The ending of the name is the format. */
function readFile<Format extends string>(
  flag: string,
  file: string | undefined,
  formats: readonly Format[],
): OutputFile<Format> | undefined {
  if (file === undefined) return undefined;
  const format = formats.find((one) => extname(file) === `.${one}`);
  if (format) return { file, format };
  const expected = `a name that ends in ${formats.map((one) => `.${one}`).join(' or ')}`;
  throw fail('USAGE_VALUE', { flag, got: file, expected });
}

function readOutcomes(text: string | undefined): readonly Outcome[] | undefined {
  return text?.split(',').map((word) => readOutcome(word.trim()));
}

function readOutcome(word: string): Outcome {
  const outcome = OUTCOMES.find((one) => one === word);
  if (outcome) return outcome;
  const expected = `one or several of ${OUTCOMES.join(', ')}`;
  const suggestion = suggest(word, OUTCOMES);
  throw fail('USAGE_VALUE', { flag: '--expect', got: word, expected, suggestion });
}
