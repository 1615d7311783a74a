/** What a piece of a chart means; the colour follows from it. */
export type Ink = 'plain' | 'dim' | 'bold' | 'accept' | 'line' | 'forward' | 'backward' | 'reset';
export type Paint = (ink: Ink, text: string) => string;

const SGR: Readonly<Record<Ink, string>> = {
  plain: '',
  dim: '2',
  bold: '1',
  accept: '36',
  line: '37',
  forward: '32',
  backward: '33',
  reset: '31',
};

/** Colours text by its meaning; without colour text stays as it is. */
export const painter =
  (colour: boolean): Paint =>
  (ink, text) =>
    colour && SGR[ink] && text.trim() ? `\x1b[${SGR[ink]}m${text}\x1b[0m` : text;

/** The characters of a chart; the second set is for terminals that know ASCII alone. */
export interface Glyphs {
  readonly area: readonly string[];
  readonly between: string;
  readonly rule: string;
  readonly axis: string;
  readonly tee: string;
  readonly corner: string;
  readonly floor: string;
  readonly label: string;
  readonly braille: boolean;
  readonly dot: string;
}

export const UNICODE: Glyphs = {
  area: [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'],
  between: '░',
  rule: '╌',
  axis: '│',
  tee: '┤',
  corner: '└',
  floor: '─',
  label: '┬',
  braille: true,
  dot: '',
};
export const ASCII: Glyphs = {
  area: [' ', ' ', ' ', ' ', '#', '#', '#', '#', '#'],
  between: ':',
  rule: '-',
  axis: '|',
  tee: '+',
  corner: '+',
  floor: '-',
  label: '+',
  braille: false,
  dot: '*',
};
