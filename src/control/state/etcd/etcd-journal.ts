import { isCount, isText, listOf, mappingOf } from '../../../text/shape.ts';
import { type JournalEntry, type JournalLine, readLine, sumOfLine } from '../../journal/line.ts';
import { type ReadJournal, readJournalLines } from '../../journal/read.ts';
import { MAX_SEGMENT_BYTES, MAX_SEGMENTS } from '../../journal/segments.ts';
import { LEASE_LOST } from '../lease-lost.ts';
import type { JournalWriter } from '../state.ts';
import type { EtcdGateway } from './gateway.ts';
import { ABSENT, answered, type Condition, changeIf, readBelow, readKey } from './keys.ts';

/** Lines that are read with one request. */
const PAGE = 500;
/** A request that was journalled just now is in one of these. */
const LATEST = 100;

/** Where the journal ends: beside its lines, and written with each of them. */
interface Head {
  /** Of the last line. */
  readonly sequence: number;
  readonly sum: string;
  /** First sequence numbers of the segments that are kept, and how many bytes the last one has. */
  readonly segments: readonly number[];
  readonly bytes: number;
}

const EMPTY: Head = { sequence: 0, sum: '', segments: [1], bytes: 0 };
const isHead = mappingOf({ sequence: isCount, sum: isText, segments: listOf(isCount), bytes: isCount });

/** The keys of a journal: a line each, by segment and sequence number. */
export class JournalKeys {
  readonly gateway: EtcdGateway;
  readonly head: string;
  readonly #lines: string;

  constructor(gateway: EtcdGateway, prefix: string) {
    this.gateway = gateway;
    this.head = `${prefix}/head`;
    this.#lines = `${prefix}/lines/`;
  }

  segment(first: number): string {
    return `${this.#lines}${digits(first)}/`;
  }

  line(segment: number, sequence: number): string {
    return `${this.segment(segment)}${digits(sequence)}`;
  }

  /** Throws what the server says. */
  async read(): Promise<ReadJournal> {
    const texts: string[] = [];
    let after: string | undefined;
    for (;;) {
      const page = await answered(readBelow(this.gateway, { prefix: this.#lines, after, limit: PAGE }));
      texts.push(...page.map(({ text }) => text));
      if (page.length < PAGE) return readJournalLines(texts);
      after = page.at(-1)!.key;
    }
  }

  /** Changes with every line. Throws what the server says. */
  async stamp(): Promise<string> {
    return (await answered(readKey(this.gateway, this.head)))?.modified ?? '';
  }

  /** Whether one of the last lines is of a request. Throws what the server says. */
  async has(id: string): Promise<boolean> {
    const latest = { prefix: this.#lines, limit: LATEST, isBackward: true };
    const found = await answered(readBelow(this.gateway, latest));
    return found.some(({ text }) => readLine(text)?.id === id);
  }
}

const digits = (count: number): string => String(count).padStart(12, '0');

interface Sent {
  readonly entry: JournalEntry;
  readonly head: string;
}

/** Appends to a journal under a lease: a line and where the journal ends then are written together, or not at all. */
export class EtcdJournal implements JournalWriter {
  readonly #keys: JournalKeys;
  readonly #fence: Condition;
  #head: Head;
  /** Revision of its key. */
  #revision: string;
  /** The line that was sent and not answered: it may be there. */
  #unsure: Sent | undefined;

  private constructor(keys: JournalKeys, fence: Condition, { head, revision }: Ended) {
    this.#keys = keys;
    this.#fence = fence;
    this.#head = head;
    this.#revision = revision;
  }

  /** Throws what the server says. */
  static async open(keys: JournalKeys, fence: Condition): Promise<EtcdJournal> {
    return new EtcdJournal(keys, fence, await endOf(keys));
  }

  async append(entry: JournalEntry): Promise<void> {
    if (this.#unsure && (await this.#hasLanded(this.#unsure, entry))) return;
    const { line, head, segment } = this.#next(entry);
    const text = JSON.stringify(head);
    this.#unsure = { entry, head: text };
    const puts = [
      { key: this.#keys.line(segment, head.sequence), text: line },
      { key: this.#keys.head, text },
    ];
    const revision = await answered(
      changeIf(this.#keys.gateway, { puts, removedBelow: this.#outdated(head) }, [
        this.#fence,
        { key: this.#keys.head, of: 'modified', revision: this.#revision },
      ]),
    );
    if (revision === undefined) throw new Error(LEASE_LOST);
    this.#unsure = undefined;
    this.#head = head;
    this.#revision = revision;
  }

  async close(): Promise<void> {}

  /** Whether a line that had no answer is the present one, and is there; where the journal ends is known then. */
  async #hasLanded(sent: Sent, entry: JournalEntry): Promise<boolean> {
    const { head, revision } = await endOf(this.#keys);
    this.#unsure = undefined;
    this.#head = head;
    this.#revision = revision;
    return sent.entry === entry && JSON.stringify(head) === sent.head;
  }

  #next(entry: JournalEntry): { line: string; head: Head; segment: number } {
    const { sequence: last, sum: previous, segments, bytes } = this.#head;
    const sequence = last + 1;
    const line = JSON.stringify({ sequence, previous, ...entry } satisfies JournalLine);
    const isFull = bytes >= MAX_SEGMENT_BYTES;
    const kept = isFull ? [...segments, sequence].slice(-MAX_SEGMENTS) : segments;
    const used = (isFull ? 0 : bytes) + Buffer.byteLength(line) + 1;
    const head = { sequence, sum: sumOfLine(line), segments: kept, bytes: used };
    return { line, head, segment: kept.at(-1)! };
  }

  /** The segments that go. */
  #outdated({ segments }: Head): string[] {
    const gone = this.#head.segments.filter((first) => !segments.includes(first));
    return gone.map((first) => this.#keys.segment(first));
  }
}

interface Ended {
  readonly head: Head;
  readonly revision: string;
}

/** Where a journal ends. Throws what the server says, and where somebody else has written there. */
async function endOf({ gateway, head: key }: JournalKeys): Promise<Ended> {
  const found = await answered(readKey(gateway, key));
  if (!found) return { head: EMPTY, revision: ABSENT };
  const head = parse(found.text);
  if (!isHead(head)) throw new Error(`${key} is no end of a journal`);
  return { head: head as Head, revision: found.modified };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
