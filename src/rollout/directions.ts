import { inverter } from '../circuit/kinds/inverter.ts';
import type { Plan } from '../circuit/plan.ts';
import { DIRECTIONS, type Direction } from './criterion.ts';
import { rampOf } from './ramp.ts';

/** How a signal moves the ramp. */
export interface Way {
  readonly direction: Direction;
  readonly isBehindInverter: boolean;
  /** The ramp moves where it is not true: behind an odd number of inverters. */
  readonly isInverted: boolean;
  /** Key of the signal behind the nearest inverter, which is true where it moves the ramp; undefined where that is its own. */
  readonly asks: string | undefined;
}

/** Signal key -> where the ramp moves by it, followed upstream from the ramp's ports through logic and inverters. */
export function directionsBySignal(plan: Plan): Map<string, readonly Way[]> {
  const ways = new Map<string, readonly Way[]>();
  const follow = (key: string, way: Way): void => {
    const known = ways.get(key) ?? [];
    if (known.some((other) => isSame(other, way))) return;
    ways.set(key, [...known, way]);
    const leaf = plan.producerOf(key);
    if (!leaf || !(leaf.kind.keepsSense || leaf.kind === inverter)) return;
    const next = leaf.kind === inverter ? invert(way, key) : way;
    for (const { signal } of Object.values(leaf.in).flat()) if (signal !== undefined) follow(signal, next);
  };
  const keys = rampOf(plan)?.keys;
  for (const direction of DIRECTIONS) {
    const key = keys?.[direction];
    if (key !== undefined)
      follow(key, { direction, isBehindInverter: false, isInverted: false, asks: undefined });
  }
  return ways;
}

const isSame = (a: Way, b: Way): boolean =>
  a.direction === b.direction && a.isBehindInverter === b.isBehindInverter && a.isInverted === b.isInverted;

/** Upstream of an inverter that puts out `key`. */
const invert = ({ direction, isInverted }: Way, key: string): Way => ({
  direction,
  isBehindInverter: true,
  isInverted: !isInverted,
  asks: isInverted ? undefined : key,
});
