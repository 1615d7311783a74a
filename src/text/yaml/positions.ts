import { EVENT_ID, type Event, getScalarValue } from 'js-yaml';
import { toPointer } from '../pointer.ts';

/**
 * Offset in the source by JSON pointer: of each key of a mapping and each entry of a list; '' is the
 * document.
 */
export type Positions = ReadonlyMap<string, number>;

/** One open collection. */
type Frame =
  | { readonly kind: 'document'; readonly pointer: string }
  | { readonly kind: 'sequence'; readonly pointer: string; next: number }
  /** `key` is set between a key and its value. */
  | { readonly kind: 'mapping'; readonly pointer: string; key: string | undefined };

/** Walks the parser's events once. The first of two equal keys counts. */
export function indexPositions(events: readonly Event[], source: string): Positions {
  const index = new PositionIndex(source);
  for (const event of events) index.add(event);
  return index.positions;
}

class PositionIndex {
  readonly positions = new Map<string, number>();
  readonly #source: string;
  readonly #open: Frame[] = [];

  constructor(source: string) {
    this.#source = source;
  }

  add(event: Event): void {
    if (event.type === EVENT_ID.POP) {
      this.#open.pop();
      return;
    }
    if (event.type === EVENT_ID.DOCUMENT) {
      this.#open.push({ kind: 'document', pointer: '' });
      return;
    }
    const frame = this.#open.at(-1)!;
    if (frame.kind === 'mapping' && frame.key === undefined) this.#addKey(event, frame);
    else this.#addValue(event, nextPointer(frame));
  }

  /** A key that is no scalar is an error of the constructor, which runs first. */
  #addKey(event: Event, frame: Extract<Frame, { kind: 'mapping' }>): void {
    frame.key = event.type === EVENT_ID.SCALAR ? getScalarValue(this.#source, event) : '?';
    this.#note(frame.pointer + toPointer([frame.key]), event);
  }

  #addValue(event: Event, pointer: string): void {
    this.#note(pointer, event);
    if (event.type === EVENT_ID.MAPPING) this.#open.push({ kind: 'mapping', pointer, key: undefined });
    else if (event.type === EVENT_ID.SEQUENCE) this.#open.push({ kind: 'sequence', pointer, next: 0 });
  }

  #note(pointer: string, event: Event): void {
    if (!this.positions.has(pointer)) this.positions.set(pointer, offsetOf(event));
  }
}

/** The pointer of the value that comes next in an open collection. */
function nextPointer(frame: Frame): string {
  if (frame.kind === 'document') return '';
  if (frame.kind === 'sequence') {
    const index = frame.next;
    frame.next = index + 1;
    return `${frame.pointer}/${index}`;
  }
  const pointer = frame.pointer + toPointer([frame.key ?? '']);
  frame.key = undefined;
  return pointer;
}

/** Where an event stands; offsets count from 0. */
export function offsetOf(event: Event): number {
  const { start, valueStart, anchorStart } = event as {
    readonly start?: number;
    readonly valueStart?: number;
    readonly anchorStart?: number;
  };
  if (event.type === EVENT_ID.SCALAR) return valueStart ?? 0;
  if (event.type === EVENT_ID.ALIAS) return (anchorStart ?? 1) - 1;
  return start ?? 0;
}

/** The offset of a pointer, or of its nearest parent that has one. */
export function nearestOffset(positions: Positions, pointer: string): number {
  for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const offset = positions.get(at);
    if (offset !== undefined) return offset;
  }
  return positions.get('') ?? 0;
}
