import { numberMarks, type Range } from '../plot/number-marks.ts';
import { element } from '../xml.ts';

/** Pixels between two marks. */
const MIN_DISTANCE = 26;
/** From the middle of a line of text to its baseline. */
export const TO_BASELINE = 4;

/** Round marks left of a frame, with a faint line through it at each. */
export function valueAxis({ low, high }: Range, height: number, toY: (value: number) => number): string {
  const marks = numberMarks({ low, high }, Math.floor(height / MIN_DISTANCE) + 1);
  return marks
    .map(({ at, text }) => {
      const y = toY(at);
      return [
        element('line', { class: 'grid', x1: 0, x2: '100%', y1: y, y2: y }),
        element('text', { class: 'value', x: -6, y: y + TO_BASELINE, 'text-anchor': 'end' }, text),
      ].join('');
    })
    .join('');
}
