import { EVENT_ID, getScalarValue, parseEvents, SCALAR_STYLE } from 'js-yaml';
import type { Location } from '../../errors/location.ts';
import { MAX_DEPTH } from '../yaml.ts';
import { offsetOf } from './positions.ts';
import { Source } from './source.ts';

/** A plain scalar as it is written, and where. */
export interface WrittenNumber {
  readonly text: string;
  readonly at: Location;
}

/** Of base 8 in YAML 1.1, and of base 10 in YAML 1.2; zero is the same in both. */
const LEADING_ZERO = /^[-+]?0[0-9_]*[1-9][0-9_]*$/;
const NO_TAG = -1;

/** The plain scalars of a valid document that a reader of YAML 1.1 takes for another value. Throws what the parser throws. */
export function leadingZeros(text: string, file: string): WrittenNumber[] {
  const source = new Source(text, file);
  return parseEvents(source.text, { filename: file, maxDepth: MAX_DEPTH + 1 }).flatMap((event) => {
    if (event.type !== EVENT_ID.SCALAR || event.style !== SCALAR_STYLE.PLAIN) return [];
    const written = getScalarValue(source.text, event);
    if (event.tagStart !== NO_TAG || !LEADING_ZERO.test(written)) return [];
    return [{ text: written, at: source.locate(offsetOf(event)) }];
  });
}
