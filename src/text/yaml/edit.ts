import { parseEvents, SCALAR_STYLE } from 'js-yaml';
import type { Location } from '../../errors/location.ts';
import { assign } from '../assign.ts';
import { parseDotted } from '../pointer.ts';
import { MAX_DEPTH, parseYaml } from '../yaml.ts';
import { indexPositions, type Positions, type ScalarEvent } from './positions.ts';
import { Source } from './source.ts';

/** A number or a plain word in place of the scalar at a dotted path. */
export interface YamlEdit {
  readonly path: string;
  readonly value: number | string;
}

/** Why a text cannot be changed in one place without changing anything else. */
export interface EditFault {
  readonly path: string;
  readonly why: string;
  readonly at: Location;
}

export type Edited = { readonly text: string } | { readonly faults: readonly EditFault[] };

const MISSING = 'it is not written there';
const BLOCK = 'it is written as a block of text';
const SHARED = 'it stands for other values too (an anchor, an alias or a merge)';

/**
 * A valid document with only these scalars changed, byte for byte the same everywhere else; quotes stay. The faults of all
 * edits, where one of them would change more or less than its value.
 */
export function editYaml(text: string, file: string, edits: readonly YamlEdit[]): Edited {
  const source = new Source(text, file);
  const events = parseEvents(source.text, { filename: file, maxDepth: MAX_DEPTH + 1 });
  const positions = indexPositions(events, source.text);
  const found = edits.map((edit) => placeOf(edit, positions, source));
  const faults = found.filter((one) => 'why' in one);
  if (faults.length > 0) return { faults };
  const places = found.filter((one) => 'scalar' in one);
  const edited = text.slice(0, text.length - source.text.length) + replaced(source.text, places);
  const wrong = places.filter((place) => !isAlone(place, source));
  if (wrong.length > 0) return { faults: wrong.map((place) => faultOf(place, SHARED)) };
  return isAsMeant(edited, source, places)
    ? { text: edited }
    : { faults: places.map((place) => faultOf(place, SHARED)) };
}

interface EditPlace extends YamlEdit {
  readonly scalar: ScalarEvent;
  readonly at: Location;
}

const faultOf = ({ path, at }: EditPlace, why: string): EditFault => ({ path, why, at });

function placeOf(edit: YamlEdit, positions: Positions, source: Source): EditPlace | EditFault {
  let nearest = positions;
  for (const part of parseDotted(edit.path) ?? []) {
    const within = nearest.within?.get(String(part));
    if (!within) return { path: edit.path, why: MISSING, at: source.locate(nearest.offset) };
    nearest = within;
  }
  const { scalar, offset } = nearest;
  const at = source.locate(offset);
  if (!scalar) return { path: edit.path, why: SHARED, at };
  if (scalar.valueStart < 0) return { path: edit.path, why: MISSING, at };
  const isBlock = scalar.style === SCALAR_STYLE.LITERAL_BLOCK || scalar.style === SCALAR_STYLE.FOLDED_BLOCK;
  return isBlock ? { path: edit.path, why: BLOCK, at } : { ...edit, scalar, at };
}

function replaced(text: string, places: readonly EditPlace[]): string {
  const ascending = [...places].sort((a, b) => a.scalar.valueStart - b.scalar.valueStart);
  let edited = '';
  let end = 0;
  for (const { scalar, value } of ascending) {
    edited += text.slice(end, scalar.valueStart) + scalarText(value);
    end = scalar.valueEnd;
  }
  return edited + text.slice(end);
}

/** Whether an edit changes its value, and nothing else. */
const isAlone = (place: EditPlace, source: Source): boolean =>
  isAsMeant(replaced(source.text, [place]), source, [place]);

/** In quotes a number stays the text that it was. */
function isAsMeant(edited: string, { text, file }: Source, places: readonly EditPlace[]): boolean {
  const assignments = places.map(({ path, value, scalar }) => ({
    path: parseDotted(path) ?? [],
    value: scalar.style === SCALAR_STYLE.PLAIN ? value : String(value),
    flag: path,
  }));
  const meant = assign(parseYaml(text, file), assignments).value;
  return JSON.stringify(parsedValue(edited, file)) === JSON.stringify(meant);
}

/** Undefined where the text is no document. */
function parsedValue(text: string, file: string): unknown {
  try {
    return parseYaml(text, file).value;
  } catch {
    return undefined;
  }
}

/** Without an exponent where that is possible: readers of YAML 1.1 take 1e-7 for a text. */
function scalarText(value: number | string): string {
  const text = String(value);
  if (typeof value === 'string' || !text.includes('e')) return text;
  const decimal = value.toFixed(20).replace(/\.?0+$/, '');
  return Number(decimal) === value ? decimal : text;
}
