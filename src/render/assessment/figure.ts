import { AXIS_HEIGHT } from '../report/plot-body.ts';
import type { AxisRoom } from '../report/time-axis.ts';
import { element, escapeXml } from '../xml.ts';

/** The widths for which axes are laid out, in characters: of a screen, and of a phone. */
export const ROOMS: readonly AxisRoom[] = [
  { name: 'wide', room: 80 },
  { name: 'narrow', room: 34 },
];

/** One picture of the page. `content` is markup, everything else text. */
export interface Figure {
  /** What it is of, where the heading of its section does not say it. */
  readonly title?: string;
  /** What stands behind the title, each a text. */
  readonly captions?: readonly string[];
  /** The picture in words. */
  readonly label: string;
  /** Of the frame in pixels; the axis comes on top of it. */
  readonly height: number;
  readonly axisHeight?: number;
  readonly style: string;
  readonly key?: readonly (readonly [style: string, text: string])[];
  readonly content: string;
}

/** A figure that says what is under the pointer, or under the arrow keys: every part of it that has a `data-says`. */
export function figure(parts: Figure): string {
  const { title, captions = [], label, height, axisHeight = AXIS_HEIGHT, style, key = [], content } = parts;
  const heading = title === undefined ? '' : element('b', {}, escapeXml(title));
  const spans = captions.map((text) => element('span', {}, escapeXml(text)));
  return [
    `<figure class="${style}"><figcaption>${heading}${spans.join('')}<output></output></figcaption>`,
    keyOf(key),
    `<svg class="chart" height="${height + axisHeight}" tabindex="0" role="group" aria-label="${escapeXml(label)}">${content}</svg></figure>`,
  ].join('');
}

function keyOf(entries: NonNullable<Figure['key']>): string {
  if (entries.length === 0) return '';
  const spans = entries.map(([style, text]) => `<span class="${style}"><i></i>${escapeXml(text)}</span>`);
  return `<p class="key">${spans.join('')}</p>`;
}

/** A share of the width, for an attribute. */
export const percent = (share: number): string => `${Math.round(share * 10_000) / 100}%`;
