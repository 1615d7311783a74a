export type Font = 'sans' | 'bold' | 'mono';

/** Widths in ems. */
const MONO = 0.602;
/** Full-width characters, from the Hangul block on. */
const FULL_WIDTH = 1;
const FIRST_FULL_WIDTH = 0x1100;
const CLASSES: readonly (readonly [RegExp, number])[] = [
  [/[ijlI.,:;'|!]/, 0.3],
  [/[ftr()[\]\-/ ]/, 0.4],
  [/[mwMW%@&]/, 0.88],
  [/[A-Z0-9_<>=+]/, 0.66],
];
const REST = 0.57;

/**
 * About how wide a text is, in pixels, whatever sans or monospace font a viewer has; drawn texts are fitted
 * to it.
 */
export function textWidth(text: string, size: number, font: Font): number {
  let ems = 0;
  for (const character of text) ems += emsOf(character, font);
  return Math.ceil(ems * size * (font === 'bold' ? 1.06 : 1));
}

function emsOf(character: string, font: Font): number {
  if (character.codePointAt(0)! >= FIRST_FULL_WIDTH) return FULL_WIDTH;
  if (font === 'mono') return MONO;
  return CLASSES.find(([characters]) => characters.test(character))?.[1] ?? REST;
}

/** The text, or its first characters and an ellipsis, at most `maxLength` characters. */
export function shorten(text: string, maxLength: number): string {
  const characters = [...text];
  if (characters.length <= maxLength) return text;
  return `${characters.slice(0, maxLength - 1).join('')}…`;
}
