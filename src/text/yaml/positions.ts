import { EVENT_ID, type Event, getScalarValue } from 'js-yaml';
import { fromPointer } from '../pointer.ts';

/** Where a value stands; and what stands within it, by its key or its number in a list. */
export interface Positions {
  offset: number;
  within?: Map<string, Positions>;
  /** The value itself, where it is one scalar. */
  scalar?: ScalarEvent;
}

export type ScalarEvent = Extract<Event, { type: typeof EVENT_ID.SCALAR }>;

/** One open collection; `next` is the number of the next entry of a list, `key` is set between a key and its value. */
interface Frame {
  readonly kind: 'document' | 'sequence' | 'mapping';
  readonly position: Positions;
  next: number;
  key: Positions | undefined;
}

/** Walks the parser's events once. The first of two equal keys counts. */
export function indexPositions(events: readonly Event[], source: string): Positions {
  const index = new PositionIndex(source);
  for (const event of events) index.add(event);
  return index.root;
}

class PositionIndex {
  readonly root: Positions;
  readonly #source: string;
  readonly #open: Frame[] = [];

  constructor(source: string) {
    this.root = { offset: 0 };
    this.#source = source;
  }

  add(event: Event): void {
    if (event.type === EVENT_ID.POP) {
      this.#open.pop();
      return;
    }
    if (event.type === EVENT_ID.DOCUMENT) {
      this.#enter('document', this.root);
      return;
    }
    const frame = this.#open.at(-1)!;
    if (frame.kind === 'mapping' && frame.key === undefined) frame.key = this.#keyOf(event, frame);
    else this.#addValue(event, frame);
  }

  /** A key that is no scalar is an error of the constructor, which runs first. */
  #keyOf(event: Event, { position }: Frame): Positions {
    const key = event.type === EVENT_ID.SCALAR ? getScalarValue(this.#source, event) : '?';
    return noted(position, key, offsetOf(event));
  }

  #addValue(event: Event, frame: Frame): void {
    const position = positionIn(frame, offsetOf(event));
    if (event.type === EVENT_ID.MAPPING) this.#enter('mapping', position);
    else if (event.type === EVENT_ID.SEQUENCE) this.#enter('sequence', position);
    else if (event.type === EVENT_ID.SCALAR) position.scalar ??= event;
  }

  #enter(kind: Frame['kind'], position: Positions): void {
    this.#open.push({ kind, position, next: 0, key: undefined });
  }
}

/** The position of the value that comes next in an open collection. */
function positionIn(frame: Frame, offset: number): Positions {
  if (frame.kind === 'document') return Object.assign(frame.position, { offset });
  if (frame.kind === 'sequence') {
    const index = String(frame.next);
    frame.next++;
    return noted(frame.position, index, offset);
  }
  const { key } = frame;
  frame.key = undefined;
  return key!;
}

function noted(parent: Positions, key: string, offset: number): Positions {
  parent.within ??= new Map();
  const known = parent.within.get(key);
  if (known) return known;
  const position = { offset };
  parent.within.set(key, position);
  return position;
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
  let nearest = positions;
  for (const key of fromPointer(pointer)) {
    const position = nearest.within?.get(key);
    if (!position) break;
    nearest = position;
  }
  return nearest.offset;
}
