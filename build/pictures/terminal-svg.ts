import { escapeXml } from '../../src/render/xml.ts';

const CELL = { width: 8.4, height: 18 };
const MARGIN = 14;
const FONT_SIZE = 14;

/** Of a dark terminal. */
const COLOURS: Readonly<Record<string, string>> = {
  31: '#ff7b72',
  32: '#7ee787',
  33: '#e3b341',
  36: '#56d4dd',
};
const BACKGROUND = '#0d1117';
const TEXT = '#e6edf3';

const BLOCKS = '▁▂▃▄▅▆▇█';
const BRAILLE = 0x2800;
/** Dots of a braille cell by column and row. */
const DOTS = [
  [0x01, 0x02, 0x04, 0x40],
  [0x08, 0x10, 0x20, 0x80],
] as const;

/** The strokes of a box character, in parts of a cell. */
const STROKES: Readonly<Record<string, string>> = {
  '│': 'M.5 0V1',
  '┤': 'M.5 0V1M0 .5H.5',
  '└': 'M.5 0V.5H1',
  '─': 'M0 .5H1',
  '┬': 'M0 .5H1M.5 .5V1',
  '╌': 'M.1 .5H.4M.6 .5H.9',
};

/** Characters of one line that follow each other in one style. */
interface Span {
  readonly x: number;
  readonly text: string;
  readonly codes: readonly string[];
}

/** A terminal that shows these lines, which may hold colours, as an SVG that looks the same whatever fonts there are. */
export function terminalSvg(lines: readonly string[], columns: number): string {
  const width = columns * CELL.width + 2 * MARGIN;
  const height = lines.length * CELL.height + 2 * MARGIN;
  const body = lines.flatMap((line, y) => spansOf(line).map((span) => drawSpan(span, y)));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${round(width)} ${round(height)}" width="${round(width)}" height="${round(height)}">`,
    `<rect width="100%" height="100%" rx="8" fill="${BACKGROUND}"/>`,
    `<g transform="translate(${MARGIN} ${MARGIN})" font-family="ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="${FONT_SIZE}" style="white-space:pre">`,
    ...body,
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

function spansOf(line: string): Span[] {
  const spans: Span[] = [];
  let codes: readonly string[] = [];
  let x = 0;
  for (const part of line.split(/(\u001b\[[\d;]*m)/)) {
    const code = /^\u001b\[([\d;]*)m$/.exec(part)?.[1];
    if (code !== undefined) {
      codes = code === '0' ? [] : [...codes, code];
      continue;
    }
    for (const [text] of part.matchAll(/ +|[^ ─-╿▀-▟⠀-⣿]+(?: [^ ─-╿▀-▟⠀-⣿]+)*|[─-╿▀-▟⠀-⣿]+/g)) {
      if (text.trim() !== '') spans.push({ x, text, codes });
      x += text.length;
    }
  }
  return spans;
}

function drawSpan({ x, text, codes }: Span, y: number): string {
  const colour = COLOURS[codes.find((code) => code in COLOURS) ?? ''] ?? TEXT;
  const opacity = codes.includes('2') ? ' opacity=".6"' : '';
  const at = `transform="translate(${round(x * CELL.width)} ${y * CELL.height})"`;
  if (/[─-╿]/.test(text[0]!)) {
    const path = [...text].map((sign, i) => strokeOf(sign, i)).join('');
    return `<path ${at} d="${path}" fill="none" stroke="${colour}"${opacity}/>`;
  }
  if (/[▀-▟⠀-⣿]/.test(text[0]!)) return drawShapes(text, `${at} fill="${colour}"`);
  const weight = codes.includes('1') ? ' font-weight="bold"' : '';
  const length = round(text.length * CELL.width);
  return `<text ${at} y="13" textLength="${length}" lengthAdjust="spacingAndGlyphs" fill="${colour}"${opacity}${weight}>${escapeXml(text)}</text>`;
}

/** The strokes of a character in a cell, scaled. */
const strokeOf = (sign: string, i: number): string =>
  (STROKES[sign] ?? '').replace(/([MHV])([\d.]+)(?: ([\d.]+))?/g, (_, command, a, b) => {
    const toX = (part: string) => round((i + Number(part)) * CELL.width);
    const toY = (part: string) => round(Number(part) * CELL.height);
    if (command === 'H') return `H${toX(a)}`;
    if (command === 'V') return `V${toY(a)}`;
    return `M${toX(a)} ${toY(b)}`;
  });

/** Blocks and braille as rectangles; the shades of a cell that is partly filled are pale. */
function drawShapes(text: string, attributes: string): string {
  const cells = [...text].map((sign, i) => ({ sign, x: i * CELL.width }));
  const solid = cells.map(({ sign, x }) => (sign === '░' ? '' : shapeOf(sign, x))).join('');
  const pale = cells.map(({ sign, x }) => (sign === '░' ? box(x, 0, CELL.width, CELL.height) : '')).join('');
  const draw = (path: string, opacity: string) =>
    path === '' ? '' : `<path ${attributes}${opacity} d="${path}"/>`;
  return draw(solid, '') + draw(pale, ' opacity=".35"');
}

function shapeOf(sign: string, x: number): string {
  const eighths = BLOCKS.indexOf(sign) + 1;
  if (eighths > 0) {
    const height = (eighths / BLOCKS.length) * CELL.height;
    return box(x, CELL.height - height, CELL.width, height);
  }
  const code = sign.codePointAt(0)! - BRAILLE;
  const dots = DOTS.flatMap((column, dx) =>
    column.map((bit, dy) => (code & bit ? box(x + dx * 4.2 + 1, dy * 4.5 + 1, 2.4, 2.4) : '')),
  );
  return dots.join('');
}

const box = (x: number, y: number, width: number, height: number): string =>
  `M${round(x)} ${round(y)}h${round(width)}v${round(height)}h-${round(width)}z`;

const round = (value: number): string => String(Math.round(value * 100) / 100);
