import { type JournalEntry, type JournalLine, readLine, sumOfLine } from '../../journal/line.ts';
import { type ReadJournal, readJournalLines } from '../../journal/read.ts';
import type { JournalWriter } from '../state.ts';
import { FencedMap } from './fenced-map.ts';
import { JOURNAL_SEGMENTS, namesOf } from './names.ts';
import type { Texts } from './object.ts';
import { answered, type Objects } from './objects.ts';

/** A ConfigMap takes 1 MiB; with each line the server writes all of it. */
const MAX_SEGMENT_BYTES = 64 * 1024;

/** Part of a journal: lines by their sequence numbers. */
interface Segment {
  readonly index: number;
  readonly version: string;
  readonly data: Texts;
}

const lastKey = ({ data }: Segment): string => Object.keys(data).sort().at(-1) ?? '';
const bytesOf = ({ data }: Segment): number =>
  Object.values(data).reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);

/** The last lines of a journal in ConfigMaps that are written round and round. Throws what the server says. */
export class JournalMaps {
  readonly objects: Objects;
  readonly rollout: string;
  /** The segment that was the last one. */
  #tail = 0;

  constructor(objects: Objects, rollout: string) {
    this.objects = objects;
    this.rollout = rollout;
  }

  async read(): Promise<ReadJournal> {
    const lines = (await this.segments()).flatMap(({ data }) => Object.entries(data));
    lines.sort(([one], [other]) => (one < other ? -1 : 1));
    return readJournalLines(lines.map(([, line]) => line));
  }

  /** Changes with every line. */
  async stamp(): Promise<string> {
    const tail = await this.#segment(this.#tail);
    if (!tail || bytesOf(tail) < MAX_SEGMENT_BYTES) return tail?.version ?? '';
    return (await this.tail()).version;
  }

  /** Whether one of its lines is of a request. */
  async has(id: string): Promise<boolean> {
    return (await this.read()).lines.some((line) => line.id === id);
  }

  /** The segment with the last line. */
  async tail(): Promise<Segment> {
    const none: Segment = { index: 0, version: '', data: {} };
    const last = (await this.segments()).reduce((a, b) => (lastKey(b) > lastKey(a) ? b : a), none);
    this.#tail = last.index;
    return last;
  }

  /** They are made in their order. */
  async segments(): Promise<Segment[]> {
    const all: Segment[] = [];
    while (all.length < JOURNAL_SEGMENTS) {
      const next = await this.#segment(all.length);
      if (!next) break;
      all.push(next);
    }
    return all;
  }

  async #segment(index: number): Promise<Segment | undefined> {
    const name = namesOf(this.rollout).segment(index);
    const found = await answered(this.objects.get('configmaps', name));
    return found && { index, version: found.metadata.resourceVersion, data: found.data ?? {} };
  }
}

/** Where a journal ends. */
interface End {
  readonly index: number;
  readonly last: string;
  readonly bytes: number;
}

/** Appends to a journal under a lease, line by line. */
export class KubernetesJournal implements JournalWriter {
  readonly #maps: JournalMaps;
  readonly #fence: number;
  #end: End;
  #map: FencedMap;
  /** The line that was sent and not answered: it may be there. */
  #unsure: { readonly entry: JournalEntry; readonly line: string } | undefined;

  private constructor(maps: JournalMaps, fence: number, end: End) {
    this.#maps = maps;
    this.#fence = fence;
    this.#end = end;
    this.#map = this.#mapAt(end.index);
  }

  /** Throws what the server says. */
  static async open(maps: JournalMaps, fence: number): Promise<KubernetesJournal> {
    const journal = new KubernetesJournal(maps, fence, { index: 0, last: '', bytes: 0 });
    await journal.#readEnd();
    return journal;
  }

  async append(entry: JournalEntry): Promise<void> {
    const unsure = this.#unsure;
    if (unsure) await this.#readEnd();
    if (unsure?.entry === entry && this.#end.last === unsure.line) return;
    const { last, bytes, index } = this.#end;
    const sequence = (readLine(last)?.sequence ?? 0) + 1;
    const previous = last === '' ? '' : sumOfLine(last);
    const line = JSON.stringify({ sequence, previous, ...entry } satisfies JournalLine);
    const isFull = bytes >= MAX_SEGMENT_BYTES;
    this.#unsure = { entry, line };
    const gone = isFull ? await this.#next((index + 1) % JOURNAL_SEGMENTS) : {};
    await this.#map.write({ ...gone, [digits(sequence)]: line });
    this.#unsure = undefined;
    const used = (isFull ? 0 : bytes) + Buffer.byteLength(line) + 1;
    this.#end = { index: isFull ? (index + 1) % JOURNAL_SEGMENTS : index, last: line, bytes: used };
  }

  async close(): Promise<void> {}

  async #readEnd(): Promise<void> {
    const { index } = await this.#maps.tail();
    this.#map = this.#mapAt(index);
    const data = await this.#map.read();
    const segment = { index, version: '', data };
    this.#end = { index, last: data[lastKey(segment)] ?? '', bytes: bytesOf(segment) };
    this.#unsure = undefined;
  }

  /** Goes on in another segment: what is in it goes. */
  async #next(index: number): Promise<Readonly<Record<string, null>>> {
    this.#map = this.#mapAt(index);
    return Object.fromEntries(Object.keys(await this.#map.read()).map((key) => [key, null]));
  }

  #mapAt(index: number): FencedMap {
    const { objects, rollout } = this.#maps;
    const name = namesOf(rollout).segment(index);
    return new FencedMap({ objects, rollout, name, fence: this.#fence });
  }
}

const digits = (count: number): string => String(count).padStart(12, '0');
