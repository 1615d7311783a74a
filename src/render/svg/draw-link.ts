import { type Link, linkText } from '../boxes.ts';
import type { Layout, Point } from '../layout.ts';
import { element, escapeXml, round } from '../xml.ts';
import type { SignalStyle } from './signal-style.ts';

type Path = Layout['paths'][number];

const BEND = 5;

/** The halo of a link that decides something; it lies under every line. */
export function drawLinkHalo({ to, signal }: Link, { points }: Path, style: SignalStyle): string {
  return `${style.open(signal!, to.id)}${element('path', { class: 'halo', d: bent(points) })}</g>`;
}

/** A signal from its out port to one reader, with a dot where it forks. */
export function drawLink(link: Link, { points, forks }: Path, style: SignalStyle): string {
  const { from, to, signal } = link;
  return [
    style.open(signal!, to.id),
    element('title', {}, escapeXml(`${linkText(link)}: ${from.id} ${from.port} to ${to.id} ${to.port}`)),
    element('path', { class: 'line', d: bent(points) }),
    ...forks.map(({ x, y }) => element('circle', { class: 'tip', cx: x, cy: y, r: 2.8 })),
    '</g>',
  ].join('');
}

/** The path through the points, its corners rounded as far as the legs allow. */
function bent(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (!first) return '';
  const legs = rest.map((corner, i) => {
    const after = rest[i + 1];
    if (!after) return `L${at(corner)}`;
    const before = points[i]!;
    const radius = Math.min(BEND, distance(before, corner) / 2, distance(corner, after) / 2);
    return `L${at(towards(corner, before, radius))}Q${at(corner)} ${at(towards(corner, after, radius))}`;
  });
  return `M${at(first)}${legs.join('')}`;
}

const at = ({ x, y }: Point): string => `${round(x)} ${round(y)}`;

const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);

function towards(from: Point, to: Point, by: number): Point {
  const share = by / (distance(from, to) || 1);
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}
