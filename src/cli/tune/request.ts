import { fail } from '../../errors/rollout-error.ts';
import type { TuneLimits } from '../../judge/tune/score.ts';
import { parseVary, type VaryFlag } from '../../judge/tune/vary-flag.ts';
import { type AssessOutput, checkProvable, readAssessOutput } from '../assess/output-request.ts';
import { type AssessRequest, assessRequest } from '../assess/request.ts';
import { readShareFlag } from '../judge/share-flag.ts';
import type { TuneFlags } from './flags.ts';

/** What `tune` is asked for. */
export interface TuneRequest {
  /** The assessment of each setting; its one injection is what is to be detected. */
  readonly assess: AssessRequest;
  readonly limits: TuneLimits;
  readonly vary: readonly VaryFlag[];
  /** Its file is that of the values with the chosen numbers; none is written where it is not said. */
  readonly output: AssessOutput;
}

/** Maps the flags of `tune`, in this one place. Looks at no file. Throws USAGE_*, JUDGE_LIMITS, TUNE_VARY. */
export function tuneRequest(flags: TuneFlags, args: readonly string[] = []): TuneRequest {
  const { detect, vary = [], minCompleted = '0.9', maxFalseAlarms = '1/20', ...shared } = flags;
  const { outputFile, output: format } = shared;
  if (detect === undefined)
    throw fail('USAGE_MISSING', { what: 'the effect to detect', flag: "--detect 'SIGNAL: EFFECT'" });
  if (outputFile === '-' && format !== 'text')
    throw fail('USAGE_CONFLICT', { flags: `--output-file - and -o ${format}` });
  const assess = assessRequest({ ...shared, inject: [detect] }, args);
  const limits = {
    maxFalseAlarms: readShareFlag('--max-false-alarms', maxFalseAlarms)!,
    minCompleted: readShareFlag('--min-completed', minCompleted)!,
  };
  checkProvable({ ...limits, minCaught: undefined });
  return {
    assess,
    limits,
    vary: readVary(vary),
    output: readAssessOutput(shared),
  };
}

function readVary(texts: readonly string[]): VaryFlag[] {
  const flags = texts.map(parseVary);
  const paths = flags.map(({ path }) => path);
  const path = paths.find((one, i) => paths.indexOf(one) !== i);
  if (path !== undefined) throw fail('USAGE_CONFLICT', { flags: `--vary ${path} and --vary ${path}` });
  return flags;
}
