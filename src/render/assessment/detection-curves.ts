import type { InjectionResult } from '../../judge/assessment.ts';
import { DRAWING_HEIGHT, DRAWING_WIDTH } from '../report/drawing.ts';
import { element } from '../xml.ts';
import type { SizedInjection } from './effect-groups.ts';

/** The lines of the figure; the first has its intervals with it. */
export const LINES = [
  ['caught', 'caught: reset or held', ({ caught }: InjectionResult) => caught],
  ['reset', 'reset, not by chance', ({ detected }: InjectionResult) => detected],
  ['held', 'held', ({ held }: InjectionResult) => held],
] as const;

/** An injection and where it stands on the axis, as a share. */
export interface Placed extends SizedInjection {
  readonly at: number;
}

/** The lines and the interval of what is caught, in a drawing that is stretched to the frame. */
export function detectionCurves(placed: readonly Placed[], height: number): string {
  const lines = LINES.map(([style, , rateOf]) =>
    pathOf(
      `line ${style}`,
      `M${placed.map(({ at, result }) => pointOf(at, rateOf(result).share)).join('L')}`,
    ),
  );
  return `<svg width="100%" height="${height}" viewBox="0 0 ${DRAWING_WIDTH} ${DRAWING_HEIGHT}" preserveAspectRatio="none">${bandOf(placed)}${lines.join('')}</svg>`;
}

function bandOf(placed: readonly Placed[]): string {
  const known = placed.flatMap(({ at, result }) => {
    const { interval } = result.caught;
    return interval === null ? [] : [{ at, low: interval[0], high: interval[1] }];
  });
  if (known.length < 2) return '';
  const upper = known.map(({ at, high }) => pointOf(at, high));
  const lower = known.map(({ at, low }) => pointOf(at, low)).reverse();
  return pathOf('span caught', `M${[...upper, ...lower].join('L')}Z`);
}

const pointOf = (at: number, share: number): string =>
  `${Math.round(at * DRAWING_WIDTH)} ${Math.round((1 - finite(share)) * DRAWING_HEIGHT)}`;

/** Of a share of nothing: 0. */
export const finite = (share: number): number => (Number.isFinite(share) ? share : 0);

const pathOf = (style: string, d: string): string => element('path', { class: style, d });
