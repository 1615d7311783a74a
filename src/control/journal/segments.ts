import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const NAME = /^journal\.(\d{12})\.ndjson$/;
const MIB = 1024 * 1024;

export const MAX_SEGMENT_BYTES = 16 * MIB;
export const MAX_SEGMENTS = 10;

/** The files of a journal, the oldest first; each is named by the sequence number of its first line. */
export const segmentsOf = (directory: string): string[] =>
  readdirSync(directory)
    .filter((name) => NAME.test(name))
    .sort()
    .map((name) => join(directory, name));

export const segmentFile = (directory: string, sequence: number): string =>
  join(directory, `journal.${String(sequence).padStart(12, '0')}.ndjson`);

/** Its whole lines, and how many bytes they take; what follows the last line break is torn. */
export function readSegment(file: string): { readonly lines: string[]; readonly bytes: number } {
  const content = readFileSync(file);
  const bytes = content.lastIndexOf('\n') + 1;
  const lines = content.toString('utf8', 0, bytes).split('\n').slice(0, -1);
  return { lines, bytes };
}
