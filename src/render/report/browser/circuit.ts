import { type State, stateOf } from '../../svg/state.ts';
import type { View } from './cursor.ts';
import type { Hop } from './decisions.ts';
import { all } from './dom.ts';
import type { Run } from './run.ts';
import { readingText } from './text.ts';

interface Net {
  readonly group: SVGGElement;
  readonly signal: string;
  readonly isTruth: boolean;
  readonly text: Element | null;
  /** The box it leads to; empty where it stands for all of them, null where it never lights up. */
  readonly reader: string | null;
}

/** Writes the readings into the circuit picture; signals have the class of their state, those that decided `because`. */
export function circuitReadings(run: Run, pathAt: (cell: number) => readonly Hop[]): View {
  const nets = all<SVGGElement>('svg.circuit [data-signal]').map(netOf);
  return ({ cell }) => {
    const path = pathAt(cell);
    for (const net of nets) {
      const reading = run.readingAt(net.signal, cell);
      const state = stateOf(reading, net.isTruth);
      net.group.setAttribute('class', classesOf(state, isOn(net, path)));
      if (net.text) net.text.textContent = textOf(state, run, reading);
    }
  };
}

const netOf = (group: SVGGElement): Net => ({
  group,
  signal: group.getAttribute('data-signal') ?? '',
  isTruth: group.hasAttribute('data-truth'),
  text: group.querySelector('.value'),
  reader: group.getAttribute('data-reader'),
});

/** A box stands for the components drawn inside it. */
function isOn({ signal, reader }: Net, path: readonly Hop[]): boolean {
  if (reader === null) return false;
  return path.some(
    (hop) =>
      hop.signal === signal &&
      (reader === '' || hop.reader === reader || hop.reader.startsWith(`${reader}.`)),
  );
}

function classesOf(state: State, decides: boolean): string {
  if (decides) return `net is-${state} because`;
  return `net is-${state}`;
}

function textOf(state: State, { data }: Run, reading: number): string {
  if (state === 'number') return readingText(data, reading);
  return state;
}
