import { fail } from '../errors/rollout-error.ts';
import type { Seconds, Ticks } from '../text/duration.ts';
import { type End, FORMAT, type Head, type Section, VERSION } from './recording/file.ts';
import { positionOf } from './recording/position-of.ts';
import { Recorded, type Sections } from './recording/recorded-readings.ts';
import { takeSection } from './recording/take-section.ts';
import type { BatchSource, SourceQuery } from './source.ts';

/** Readings of a source in memory, from which any number of runs can be made. */
export interface HeldReadings {
  readonly head: Head;
  readonly end: End;
  readonly sections: readonly Section[];
}

export interface HoldOptions {
  /** Those the source was opened with. */
  readonly queries: readonly SourceQuery[];
  readonly interval: Seconds;
  /** At most so many; the source's own end counts too. */
  readonly ticks?: Ticks;
  /** How much may be held. */
  readonly maxBytes: number;
  /** When it fires, reading ends. */
  readonly signal?: AbortSignal;
}

/** About what a reason, and a section beside its readings, take. */
const REASON_BYTES = 64;
const SECTION_BYTES = 512;

/**
 * Reads a source from its first tick on, each reading once, and closes it. Its readings must not depend on what a rollout
 * decides. Throws what the source throws, HELD_TOO_LARGE, and INTERRUPTED.
 */
export async function holdReadings(source: BatchSource, options: HoldOptions): Promise<HeldReadings> {
  const { queries, interval, signal } = options;
  const { start, batch } = source;
  const ticks = Math.min(source.ticks, options.ticks ?? Number.POSITIVE_INFINITY);
  try {
    const sections = await readSections(source, { ...options, ticks });
    if (signal?.aborted) throw fail('INTERRUPTED', {});
    const head = { format: FORMAT, version: VERSION, start, interval, batch, facts: source.facts(), queries };
    const end = { end: true, ticks, diagnostics: source.diagnostics(ticks), members: [] };
    return { head: head as Head, end, sections };
  } finally {
    await source.close?.(ticks);
  }
}

async function readSections(
  source: BatchSource,
  { queries, ticks, maxBytes, signal }: HoldOptions & { readonly ticks: Ticks },
): Promise<Section[]> {
  const columns = queries.map(() => new Float64Array(Math.min(source.batch, ticks)));
  const sections: Section[] = [];
  let bytes = 0;
  for (let first = 0; first < ticks && !signal?.aborted; first += source.batch) {
    const count = Math.min(source.batch, ticks - first);
    await source.fill(columns, first, count, Number.NaN);
    const section = takeSection({ columns, first, count }, queries, source);
    sections.push({ ...section, faults: source.faults() });
    bytes += bytesOf(section);
    if (bytes > maxBytes) throw fail('HELD_TOO_LARGE', { limit: maxBytes / 2 ** 20 });
  }
  return sections;
}

const bytesOf = ({ values, reasons }: Section): number =>
  values.reduce((sum, { byteLength }) => sum + byteLength, SECTION_BYTES + reasons.length * REASON_BYTES);

/** A run over held readings: equal to one over the source they were read from. The queries are among those that were held. */
export const openHeld = (
  { head, end, sections }: HeldReadings,
  queries: readonly SourceQuery[],
): BatchSource =>
  new Recorded({
    head,
    end,
    asked: queries,
    positions: queries.map((query) => positionOf(head, query)),
    first: 0,
    sections: inMemory(sections),
  });

/** Sections one by one, as a file gives them. */
function inMemory(sections: readonly Section[]): Sections {
  let next = 0;
  return {
    get reached() {
      const last = sections[next - 1];
      return last ? last.first + last.count : 0;
    },
    next: async () => sections[next++],
    close: async () => {},
  };
}
