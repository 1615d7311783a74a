import { truthSignals } from '../../circuit/meaning.ts';
import { type Component, columnName } from '../../circuit/tree.ts';
import { decisionPath } from '../../rollout/decision-path.ts';
import { shortNumber } from '../plot/number.ts';
import { words } from '../words.ts';
import { escapeXml } from '../xml.ts';
import type { Overlay } from './overlay.ts';
import { type State, stateOf } from './state.ts';

/** In place of a reader: any of them. */
export const ANYWHERE = Symbol('any reader');
type Reader = string | typeof ANYWHERE;

/** What fits beside a signal; the caption has all digits. */
const DIGITS = 5;

/** How the signals of a picture are drawn; signals are named by their keys. */
export interface SignalStyle {
  /** Whether room is kept for readings. */
  readonly hasReadings: boolean;
  /**
   * The opening tag of what belongs to a signal; `reader` is the box a link leads to, ANYWHERE for what all
   * of them share.
   */
  readonly open: (key: string, reader?: Reader) => string;
  /** The reading as text; empty where none is known. */
  readonly reading: (key: string) => string;
}

export function signalStyle(tree: readonly Component[], overlay: Overlay | undefined): SignalStyle {
  const truths = truthSignals(tree);
  const readers = decisiveReaders(tree, overlay);
  const readingOf = (key: string) => overlay?.readings.get(columnName(key));
  return {
    hasReadings: overlay !== undefined,
    open(key, reader) {
      const isTruth = truths.has(key);
      const reading = readingOf(key);
      const state = reading === undefined ? undefined : stateOf(reading, isTruth);
      const isDecisive = (readers.get(key) ?? []).some((id) => isInside(id, reader));
      return openingTag(columnName(key), { state, isTruth, isDecisive, reader: overlay && reader });
    },
    reading(key) {
      const reading = readingOf(key);
      if (reading === undefined) return '';
      const state = stateOf(reading, truths.has(key));
      if (state === 'number') return shortNumber(reading, DIGITS);
      return state;
    },
  };
}

/** Signal key -> ids of the components through which it decides what the ramp does. */
function decisiveReaders(tree: readonly Component[], overlay: Overlay | undefined): Map<string, string[]> {
  const readers = new Map<string, string[]>();
  if (!overlay || overlay.isHeld) return readers;
  for (const { signal, reader } of decisionPath(tree, overlay.readings))
    readers.set(signal, [...(readers.get(signal) ?? []), reader]);
  return readers;
}

/** Whether a component is the box `reader`, or drawn inside it. */
const isInside = (id: string, reader: Reader | undefined): boolean =>
  reader === ANYWHERE || id === reader || id.startsWith(`${String(reader)}.`);

interface Meaning {
  readonly state: State | undefined;
  readonly isTruth: boolean;
  readonly isDecisive: boolean;
  readonly reader: Reader | undefined;
}

function openingTag(column: string, { state, isTruth, isDecisive, reader }: Meaning): string {
  const classes = ['net'];
  if (state) classes.push(`is-${state}`);
  if (isDecisive) classes.push('because');
  const attributes = [
    `class="${classes.join(' ')}"`,
    `data-signal="${escapeXml(column)}"`,
    isTruth ? 'data-truth=""' : '',
    readerAttribute(reader),
  ];
  return `<g ${words(...attributes)}>`;
}

/** For pages that move the readings: the box a link leads to, empty for any. */
function readerAttribute(reader: Reader | undefined): string {
  if (reader === undefined) return '';
  return `data-reader="${reader === ANYWHERE ? '' : escapeXml(reader)}"`;
}
