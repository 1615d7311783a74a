import { nowhere } from '../../errors/location.ts';
import { fail, type RolloutError } from '../../errors/rollout-error.ts';
import type { StartOutcomes } from '../../judge/outcome.ts';
import type { IO } from '../io.ts';
import type { Part, PartEnd, PartHead } from './part.ts';
import { isPartEnd, isPartHead, isStartOutcomes } from './part-shape.ts';

/** A part and the file it was read from. */
export interface ReadPart extends Part {
  readonly file: string;
}

/** A longer text is more than a string can hold. */
const MAX_BYTES = 256 * 2 ** 20;

/** Throws FILE_MISSING, FILE_UNREADABLE, and ASSESS_PART_FORMAT where a part is malformed or not whole. */
export async function readPart(file: string, io: IO): Promise<ReadPart> {
  const lines = (await io.read(file, MAX_BYTES)).trimEnd().split('\n');
  const [head, ...rest] = lines.map((line) => parse(line));
  if (!isPartHead(head)) throw malformed(file, 'it does not start as one');
  const end = rest.pop();
  if (!isPartEnd(end) || (end as PartEnd).rehearsals !== rest.length)
    throw malformed(file, 'it is not whole');
  const { shard, basis } = head as PartHead;
  const wrong = rest.findIndex((line) => !isStartOutcomes(line) || !isComplete(line as StartOutcomes, basis));
  if (wrong >= 0) throw malformed(file, `line ${wrong + 2} is malformed`);
  return { file, shard, basis, rehearsals: rest as StartOutcomes[] };
}

/** What it names by position is there. */
function isComplete({ healthy, incidents, injected }: StartOutcomes, { input }: Part['basis']): boolean {
  const { every, horizon } = input.starts;
  return (
    injected.length === input.injections.length &&
    incidents.every(({ incident }) => incident < input.incidents.length) &&
    healthy.start % every === 0 &&
    healthy.start + horizon <= input.facts.ticks
  );
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

const malformed = (file: string, why: string): RolloutError =>
  fail('ASSESS_PART_FORMAT', { why }, { at: nowhere(file) });
