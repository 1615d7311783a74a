import { element, fitted } from '../xml.ts';
import { textWidth } from './text-width.ts';

const MARGIN = 20;
const LINE = 20;
const CAPTION_SIZE = 13;
const LEGEND_SIZE = 11;
const MIN_WIDTH = 560;

/** What the strokes of an overlay mean, in the order shown. */
const LEGEND = [
  ['is-true', 'true'],
  ['is-false', 'false'],
  ['is-invalid', 'invalid'],
  ['is-number', 'a number'],
  ['because', 'decides what the ramp does'],
] as const;

/**
 * What stands under a picture: its caption, wrapped to the width, then the legend. Measures are in pixels.
 */
export interface Footer {
  readonly width: number;
  readonly height: number;
  readonly draw: (top: number) => string;
}

/** The footer under a picture that is `pictureWidth` wide. */
export function footer(caption: readonly string[], pictureWidth: number): Footer {
  const width = Math.max(pictureWidth, MIN_WIDTH);
  const lines = caption.flatMap((text, i) =>
    wrap(text, width - 2 * MARGIN).map((line) => ({ line, isHeading: i === 0 })),
  );
  const draw = (top: number): string =>
    [
      ...lines.map(({ line, isHeading }, i) => captionLine(line, isHeading, top + (i + 0.5) * LINE)),
      legend(top + (lines.length + 0.5) * LINE),
    ].join('\n');
  return { width, height: (lines.length + 1) * LINE + MARGIN, draw };
}

function captionLine(line: string, isHeading: boolean, y: number): string {
  const place = { x: MARGIN, y };
  if (!isHeading) return fitted(line, textWidth(line, CAPTION_SIZE, 'sans'), { class: 'caption', ...place });
  return fitted(line, textWidth(line, CAPTION_SIZE, 'bold'), { class: 'caption heading', ...place });
}

function legend(y: number): string {
  let x = MARGIN;
  return LEGEND.map(([state, meaning]) => {
    const d = `M${x} ${y - 4}h26`;
    const width = textWidth(meaning, LEGEND_SIZE, 'sans');
    const drawn = element(
      'g',
      { class: `net ${state}` },
      [
        element('path', { class: 'halo', d }),
        element('path', { class: 'line', d }),
        fitted(meaning, width, { class: 'key', x: x + 33, y }),
      ].join(''),
    );
    x += 33 + width + 22;
    return drawn;
  }).join('');
}

function wrap(line: string, width: number): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(' ')) {
    const longer = current === '' ? word : `${current} ${word}`;
    if (current && textWidth(longer, CAPTION_SIZE, 'bold') > width) {
      lines.push(current);
      current = word;
    } else current = longer;
  }
  return [...lines, current];
}
