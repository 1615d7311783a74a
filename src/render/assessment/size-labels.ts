import { textWidth } from '../svg/text-width.ts';
import { element, escapeXml } from '../xml.ts';
import type { Placed } from './detection-curves.ts';
import { spelledSize } from './effect.ts';
import { percent } from './figure.ts';

/** Pixels. */
const LABEL_SIZE = 11;
/** Between two labels. */
const GAP = 8;

/** The widths of the frame for which labels are laid out, in pixels. */
const WIDTHS = [
  ['wide', 520],
  ['narrow', 290],
] as const;

/** The sizes of effects under the frame, as many as there is room for. */
export function sizeLabels(placed: readonly Placed[], y: number): string[] {
  return WIDTHS.map(([style, width]) => {
    let free = Number.NEGATIVE_INFINITY;
    const shown = placed.map(({ at, effect }) => {
      const text = spelledSize(effect);
      const half = textWidth(text, LABEL_SIZE, 'sans') / 2;
      if (at * width - half < free) return '';
      free = at * width + half + GAP;
      return element(
        'text',
        { class: 'time', x: percent(at), y: y, 'text-anchor': 'middle' },
        escapeXml(text),
      );
    });
    return element('g', { class: `axis ${style}` }, shown.join(''));
  });
}
