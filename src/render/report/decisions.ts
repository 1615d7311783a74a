import type { Plan } from '../../circuit/plan.ts';
import { columnName } from '../../circuit/tree.ts';
import { decisionPath } from '../../rollout/decision-path.ts';
import type { SignalSeries } from '../../run/series.ts';
import type { PagePaths } from './page-data.ts';

/** The path that decided in each of `count` cells, from the last readings in it. */
export function decisionPaths(plan: Plan, columns: readonly SignalSeries[], count: number): PagePaths {
  const hops = new Places<readonly [string, string]>();
  const paths = new Places<readonly number[]>();
  const known = new Map<string, number>();
  const cells: [number, number][] = [];
  for (let cell = 0; cell < count; cell++) {
    const states = columns.map(({ last }) => stateOf(last[cell]!)).join('');
    const path =
      known.get(states) ?? paths.placeOf(pathAt(plan, columns, cell).map((hop) => hops.placeOf(hop)));
    known.set(states, path);
    const run = cells.at(-1);
    if (run?.[1] === path) run[0]++;
    else cells.push([1, path]);
  }
  return { hops: hops.all, paths: paths.all, cells };
}

/** All that a path depends on: whether readings are invalid, false or true. */
const stateOf = (reading: number): string => {
  if (Number.isNaN(reading)) return 'x';
  return reading === 0 ? '0' : '1';
};

function pathAt({ tree }: Plan, columns: readonly SignalSeries[], cell: number): [string, string][] {
  const readings = new Map(columns.map(({ name, last }) => [name, last[cell]!]));
  return decisionPath(tree, readings).map(({ signal, reader }) => [columnName(signal), reader]);
}

/** Values, each once, in the order in which they came. */
class Places<T> {
  readonly all: T[] = [];
  readonly #places = new Map<string, number>();

  placeOf(value: T): number {
    const key = JSON.stringify(value);
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    this.#places.set(key, this.all.length);
    return this.all.push(value) - 1;
  }
}
