import { stateOf } from '../../svg/state.ts';
import type { PagePaths } from '../page-data.ts';
import type { View } from './cursor.ts';
import { all } from './dom.ts';
import type { Run } from './run.ts';

/** A signal on its way into a component. */
export interface Hop {
  readonly signal: string;
  readonly reader: string;
}

/** The hops that decided what the ramp did, by cell. */
export function pathsByCell({ hops, paths, cells }: PagePaths): (cell: number) => readonly Hop[] {
  const all = paths.map((path) =>
    path.map((at): Hop => {
      const [signal, reader] = hops[at]!;
      return { signal, reader };
    }),
  );
  const ends: number[] = [];
  for (const [count] of cells) ends.push((ends.at(-1) ?? 0) + count);
  return (cell) => all[cells[ends.findIndex((end) => cell < end)]?.[1] ?? -1] ?? [];
}

/** Says in words what the ramp does and which signals decided it, from the ramp upstream. */
export function decidedView(run: Run, pathAt: (cell: number) => readonly Hop[]): View {
  const places = all('#decided');
  const truths = new Set(all('svg.circuit [data-truth]').map((net) => net.getAttribute('data-signal')));
  return ({ cell }) => {
    const steps = [...new Set(pathAt(cell).map(({ signal }) => signal))].map((signal) => {
      const state = stateOf(run.readingAt(signal, cell), truths.has(signal));
      return `${signal} ${state === 'number' ? run.textAt(signal, cell) : state}`;
    });
    for (const place of places) place.textContent = [run.decisionAt(cell), ...steps].join(' ← ');
  };
}
