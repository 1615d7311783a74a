import { element, fitted } from '../xml.ts';
import { textWidth } from './text-width.ts';

const MARGIN = 20;
const LINE = 20;
const LEAST = 560;

/** What the strokes of an overlay mean, in the order shown. */
const LEGEND = [
  ['is-true', 'true'],
  ['is-false', 'false'],
  ['is-invalid', 'invalid'],
  ['is-number', 'a number'],
  ['because', 'decides what the ramp does'],
] as const;

/** What stands under a picture: its caption, wrapped to the width, then the legend. Measures are in pixels. */
export interface Foot {
  readonly width: number;
  readonly height: number;
  readonly draw: (top: number) => string;
}

export function foot(lines: readonly string[], pictured: number): Foot {
  const width = Math.max(pictured, LEAST);
  const wrapped = lines.flatMap((line, i) =>
    wrap(line, width - 2 * MARGIN).map((text) => ({ text, class: i === 0 ? 'caption heading' : 'caption' })),
  );
  return {
    width,
    height: (wrapped.length + 1) * LINE + MARGIN,
    draw: (top) =>
      [
        ...wrapped.map(({ text, class: name }, i) =>
          fitted(text, textWidth(text, 13, name === 'caption' ? 'sans' : 'bold'), {
            class: name,
            x: MARGIN,
            y: top + (i + 0.5) * LINE,
          }),
        ),
        legend(top + (wrapped.length + 0.5) * LINE),
      ].join('\n'),
  };
}

function legend(y: number): string {
  let x = MARGIN;
  return LEGEND.map(([state, meaning]) => {
    const d = `M${x} ${y - 4}h26`;
    const width = textWidth(meaning, 11, 'sans');
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
    const longer = current ? `${current} ${word}` : word;
    if (current && textWidth(longer, 13, 'bold') > width) {
      lines.push(current);
      current = word;
    } else current = longer;
  }
  return [...lines, current];
}
