import { truthSignals } from '../../circuit/meaning.ts';
import type { Reading } from '../../circuit/reading.ts';
import { type Component, columnName } from '../../circuit/tree.ts';
import { decisionPath } from '../../rollout/decision-path.ts';
import { formatNumber } from '../../text/number.ts';
import { escapeXml } from '../xml.ts';

/** What a picture shows beside the circuit itself. */
export interface Overlay {
  /** Trace column -> reading at one tick; NaN is invalid, a column left out shows no value. */
  readonly readings: ReadonlyMap<string, Reading>;
  /** Lines under the picture, the first of them its heading: which tick, and why the ramp does what it does. */
  readonly caption?: readonly string[];
}

/** What a reading means on its signal: the class `is-STATE` of everything drawn for the signal. */
export type State = 'true' | 'false' | 'invalid' | 'number';

/** In place of a reader: any of them. */
export const ANYWHERE = Symbol('any reader');

/** How signals are to be drawn. */
export interface Ink {
  /** Whether room is kept for readings. */
  readonly valued: boolean;
  /** The opening tag of what belongs to a signal, by its key; `reader` is the box a link leads to, ANYWHERE for what all of them share. */
  readonly open: (key: string, reader?: string | typeof ANYWHERE) => string;
  /** The reading as text; empty where none is known. */
  readonly value: (key: string) => string;
}

export function inkFor(tree: readonly Component[], overlay: Overlay | undefined): Ink {
  const truth = truthSignals(tree);
  const readers = overlay ? decidedReaders(tree, overlay) : new Map<string, string[]>();
  const stateOfKey = (key: string): State | undefined => {
    const reading = overlay?.readings.get(columnName(key));
    return reading === undefined ? undefined : stateOf(reading, truth.has(key));
  };
  return {
    valued: overlay !== undefined,
    open(key, reader) {
      const state = stateOfKey(key);
      const isDecisive = readers
        .get(key)
        ?.some((id) => reader === ANYWHERE || id === reader || id.startsWith(`${String(reader)}.`));
      const classes = `net${state ? ` is-${state}` : ''}${isDecisive ? ' because' : ''}`;
      return `<g class="${classes}" data-signal="${escapeXml(columnName(key))}"${truth.has(key) ? ' data-truth=""' : ''}>`;
    },
    value(key) {
      const state = stateOfKey(key);
      return state === 'number' ? short(overlay!.readings.get(columnName(key))!) : (state ?? '');
    },
  };
}

/** Five digits: what fits beside a signal. The caption has them all. */
const short = (reading: Reading): string => formatNumber(Number(reading.toPrecision(5)));

/** NaN is invalid; 0 is false on a signal that means true or false. */
export function stateOf(reading: Reading, isTruth: boolean): State {
  if (Number.isNaN(reading)) return 'invalid';
  if (!isTruth) return 'number';
  return reading === 0 ? 'false' : 'true';
}

function decidedReaders(tree: readonly Component[], overlay: Overlay): Map<string, string[]> {
  const readers = new Map<string, string[]>();
  for (const { signal, reader } of decisionPath(tree, overlay.readings))
    readers.set(signal, [...(readers.get(signal) ?? []), reader]);
  return readers;
}
