import { extname } from 'node:path';
import { diagnostic, fail, throwIfErrors } from '../../errors/rollout-error.ts';
import { readShareFlag } from '../judge/share-flag.ts';

/** commander's form of the flags that say what an assessment leaves. */
export interface AssessOutputFlags {
  readonly maxFalseAlarms?: string;
  readonly minCaught?: string;
  readonly sure?: boolean;
  readonly outputFile?: string;
  readonly report?: string;
  readonly open?: boolean;
  readonly overwrite?: boolean;
  readonly output: AssessFormat;
  readonly quiet?: boolean;
}

export type AssessFormat = 'text' | 'json' | 'markdown';

/** What an assessment leaves. */
export interface AssessOutput {
  readonly format: AssessFormat;
  /** Where the result is written; stdout where it is not said. */
  readonly file: string | undefined;
  /** The file of the report. */
  readonly report: string | undefined;
  /** Whether the report is shown in the browser. */
  readonly open: boolean;
  readonly overwrite: boolean;
  readonly quiet: boolean;
}

/** The limits that a policy is held to, as shares. */
export interface Limits {
  readonly maxFalseAlarms: number | undefined;
  readonly minCaught: number | undefined;
  /** Whether the exit code is 1 also where the history cannot tell. */
  readonly sure: boolean;
}

/** Throws USAGE_MISSING, USAGE_VALUE, JUDGE_LIMITS. */
export function readLimits({ maxFalseAlarms, minCaught, sure = false }: AssessOutputFlags): Limits {
  if (sure && maxFalseAlarms === undefined && minCaught === undefined)
    throw fail('USAGE_MISSING', {
      what: 'the limit to be sure of',
      flag: '--max-false-alarms SHARE or --min-caught SHARE',
    });
  const limits = {
    maxFalseAlarms: readShareFlag('--max-false-alarms', maxFalseAlarms),
    minCaught: readShareFlag('--min-caught', minCaught),
    sure,
  };
  if (sure) checkProvable(limits, '--sure and ');
  return limits;
}

const NONE_RESET = {
  limit: '--max-false-alarms 0',
  why: 'an interval ends above 0, however long the history is',
  instead: 'a share that may be reset, such as --max-false-alarms 1/100',
};
const ALL_CAUGHT = {
  limit: '--min-caught 1',
  why: 'an interval begins below 1, however long the history is',
  instead: 'a share that may slip through, such as --min-caught 0.95',
};

/** Throws JUDGE_LIMITS where no history can show that a limit is kept; `besides` is what asks for that. */
export function checkProvable(
  { maxFalseAlarms, minCaught }: Pick<Limits, 'maxFalseAlarms' | 'minCaught'>,
  besides = '',
): void {
  const wrong = [...(maxFalseAlarms === 0 ? [NONE_RESET] : []), ...(minCaught === 1 ? [ALL_CAUGHT] : [])];
  throwIfErrors(
    wrong.map(({ limit, ...said }) => diagnostic('JUDGE_LIMITS', { limits: `${besides}${limit}`, ...said })),
  );
}

/** One part has no figures of the whole: `assess merge` writes the report. */
const REPORT_OF_PART = { flags: '--shard and --report' };

/** Throws USAGE_MISSING, USAGE_VALUE, USAGE_CONFLICT. */
export function readAssessOutput(
  flags: AssessOutputFlags & { readonly shard?: string | undefined },
): AssessOutput {
  const { outputFile, report, open = false, overwrite = false, quiet = false, output: format } = flags;
  if (open && report === undefined)
    throw fail('USAGE_MISSING', { what: 'the report to open', flag: '--report FILE' });
  if (report !== undefined && flags.shard !== undefined) throw fail('USAGE_CONFLICT', REPORT_OF_PART);
  if (report !== undefined && extname(report) !== '.html')
    throw fail('USAGE_VALUE', { flag: '--report', got: report, expected: 'a name that ends in .html' });
  return { format, file: outputFile, report, open, overwrite, quiet };
}
