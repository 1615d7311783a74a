import { type State, stateOf } from '../../svg/state.ts';
import type { View } from './cursor.ts';
import { all } from './dom.ts';
import type { Run } from './run.ts';
import { readingText } from './text.ts';

interface Net {
  readonly group: SVGGElement;
  readonly signal: string;
  readonly isTruth: boolean;
  readonly text: Element | null;
  /**
   * Whether the signal decides what the ramp does at the end of the run, which is what the picture was drawn
   * for.
   */
  readonly decidesAtEnd: boolean;
}

/** Writes the readings into the circuit picture and gives each signal the class of its state. */
export function circuitView(run: Run): View {
  const nets = all<SVGGElement>('svg.circuit [data-signal]').map(netOf);
  return (bucket) => {
    const isEnd = bucket === run.buckets - 1;
    for (const net of nets) {
      const reading = run.readingAt(net.signal, bucket);
      const state = stateOf(reading, net.isTruth);
      net.group.setAttribute('class', classesOf(state, net.decidesAtEnd && isEnd));
      if (net.text) net.text.textContent = textOf(state, run, reading);
    }
  };
}

const netOf = (group: SVGGElement): Net => ({
  group,
  signal: group.getAttribute('data-signal') ?? '',
  isTruth: group.hasAttribute('data-truth'),
  text: group.querySelector('.value'),
  decidesAtEnd: group.classList.contains('because'),
});

function classesOf(state: State, decides: boolean): string {
  if (decides) return `net is-${state} because`;
  return `net is-${state}`;
}

function textOf(state: State, { data }: Run, reading: number): string {
  if (state === 'number') return readingText(data, reading);
  return state;
}
