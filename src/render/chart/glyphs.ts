/** The characters of a chart. */
export interface Glyphs {
  /** From an empty cell to a full one, by eighths. */
  readonly area: readonly string[];
  readonly between: string;
  readonly rule: string;
  readonly axis: string;
  readonly tee: string;
  readonly corner: string;
  readonly floor: string;
  readonly label: string;
  /** Whether lines are drawn in braille, two dots by four in a cell; otherwise with `dot`. */
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

/** For terminals that know ASCII alone. */
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
