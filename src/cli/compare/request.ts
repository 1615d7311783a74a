import { fail } from '../../errors/rollout-error.ts';
import type { AssessFormat } from '../assess/output-request.ts';
import { type BadRequest, type RehearsalsRequest, readBad, readRehearsals } from '../assess/request.ts';
import type { BlueprintRequest } from '../either-policy.ts';
import { readShareFlag } from '../judge/share-flag.ts';
import { type HistoryRequest, readHistoryFlags } from '../judge/source-request.ts';
import { readSteeringFlags, type SteeringRequest } from '../simulate/steering-request.ts';
import type { CompareFlags } from './flags.ts';

/** What `compare` is asked for. */
export interface CompareRequest {
  /** The files of A and B: values or a policy. */
  readonly files: ComparedFiles;
  readonly blueprint: BlueprintRequest;
  readonly history: HistoryRequest;
  readonly steering: SteeringRequest;
  readonly rehearsals: RehearsalsRequest;
  readonly bad: BadRequest;
  /** A difference of shares that does not matter. */
  readonly margin: number;
  /** The verdict that ends it with 1. */
  readonly failOn: 'worse' | undefined;
  readonly output: CompareOutput;
}

export interface ComparedFiles {
  readonly a: string;
  readonly b: string;
}

export interface CompareOutput {
  readonly format: AssessFormat;
  /** Where the result is written; stdout where it is not said. */
  readonly file: string | undefined;
  readonly overwrite: boolean;
  readonly quiet: boolean;
}

const MARGIN = 0.02;

/** Maps the flags of `compare`, in this one place. Looks at no file. Throws USAGE_*. */
export function compareRequest(flags: CompareFlags, [a = '', b = '']: readonly string[]): CompareRequest {
  for (const [position, file] of Object.entries({ a, b }))
    if (file === '-') throw fail('USAGE_VALUE', { flag: `<${position}>`, got: file, expected: 'a file' });
  const { name, blueprints, margin, failOn, outputFile, overwrite = false, quiet = false } = flags;
  return {
    files: { a, b },
    blueprint: { blueprint: name, blueprints },
    history: readHistoryFlags(flags),
    steering: readSteeringFlags(flags),
    rehearsals: readRehearsals(flags),
    bad: readBad(flags),
    margin: readShareFlag('--margin', margin) ?? MARGIN,
    failOn,
    output: { format: flags.output, file: outputFile, overwrite, quiet },
  };
}
