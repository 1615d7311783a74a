import { words } from '../words.ts';

/** Every colour of a circuit picture: in the light scheme, in the dark one. */
const COLOURS = {
  background: ['#ffffff', '#0d1117'],
  body: ['#ffffff', '#161b22'],
  head: ['#f1f5f9', '#21262d'],
  input: ['#e0f2fe', '#0c2d48'],
  output: ['#ede9fe', '#2e1f56'],
  border: ['#94a3b8', '#4b5563'],
  text: ['#0f172a', '#f0f6fc'],
  muted: ['#64748b', '#9aa5b3'],
  signal: ['#0369a1', '#7cc4ff'],
  line: ['#64748b', '#8b97a6'],
  constant: ['#fef3c7', '#3d2f0b'],
  rim: ['#d97706', '#b7842a'],
  true: ['#15803d', '#4ade80'],
  false: ['#94a3b8', '#6b7685'],
  invalid: ['#c2410c', '#fb923c'],
  number: ['#0369a1', '#7cc4ff'],
  halo: ['#fde047', '#7a6400'],
} as const;

type Colour = keyof typeof COLOURS;

/**
 * A declaration for every viewer: plain where custom properties are unknown, by scheme where they are not.
 */
const paint = (property: 'fill' | 'stroke', colour: Colour): string =>
  `${property}:${COLOURS[colour][0]};${property}:var(--${colour})`;

const scheme = (index: 0 | 1): string =>
  Object.entries(COLOURS)
    .map(([name, pair]) => `--${name}:${pair[index]}`)
    .join(';');

const SANS = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',Arial,sans-serif";
const MONO = "font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace";

const RULES: readonly (readonly [selector: string, declarations: string])[] = [
  ['', SANS],
  ['.background', paint('fill', 'background')],
  ['.body', `${paint('fill', 'body')};${paint('stroke', 'border')}`],
  ['.composite .body,.root .body', 'stroke-width:2'],
  ['.head', paint('fill', 'head')],
  ['.input .head', paint('fill', 'input')],
  ['.output .head,.composite .head', paint('fill', 'output')],
  ['.name', `font-size:13px;font-weight:600;${paint('fill', 'text')}`],
  ['.label,.port', `font-size:11px;${paint('fill', 'muted')}`],
  ['.id', `${MONO};font-size:10px;${paint('fill', 'muted')}`],
  ['.signal', `${MONO};font-size:10.5px;${paint('fill', 'signal')}`],
  ['.value', `${MONO};font-size:10.5px;font-weight:700;${paint('fill', 'text')}`],
  ['.constant', `${MONO};font-size:10.5px;${paint('fill', 'text')}`],
  ['.pill', `${paint('fill', 'constant')};${paint('stroke', 'rim')}`],
  ['.line', `fill:none;stroke-width:1.3;${paint('stroke', 'line')}`],
  ['.tip', paint('fill', 'line')],
  ['.halo', 'fill:none;stroke:none'],
  ['.because .halo', `stroke-width:8;stroke-linejoin:round;stroke-linecap:round;${paint('stroke', 'halo')}`],
  ['.because .tag', paint('fill', 'halo')],
  ['.tag', 'fill:none'],
  ...(['true', 'false', 'invalid', 'number'] as const).flatMap((state) => [
    [`.is-${state} .line`, paint('stroke', state)] as const,
    [`.is-${state} .tip,.is-${state} .value`, paint('fill', state)] as const,
  ]),
  ['.is-true .line', 'stroke-width:2.2'],
  ['.is-false .line', 'stroke-dasharray:5 3'],
  ['.is-false .value', paint('fill', 'muted')],
  ['.is-invalid .line', 'stroke-dasharray:1.5 3;stroke-width:2'],
  ['.caption', `font-size:13px;${paint('fill', 'text')}`],
  ['.heading', 'font-weight:600'],
  ['.key', `font-size:11px;${paint('fill', 'muted')}`],
];

/**
 * The style sheet of a circuit picture, scoped to `svg.circuit` so that it can stand inside a page. It
 * follows the viewer's colour scheme; a page overrules it with `data-theme="light"` or `"dark"` on its root.
 */
export const style = (): string =>
  [
    `svg.circuit{${scheme(0)}}`,
    `@media (prefers-color-scheme:dark){svg.circuit{${scheme(1)}}}`,
    `[data-theme=light] svg.circuit{${scheme(0)}}`,
    `[data-theme=dark] svg.circuit{${scheme(1)}}`,
    ...RULES.map(([selector, declarations]) => `${scoped(selector)}{${declarations}}`),
  ].join('\n');

const scoped = (selectors: string): string =>
  selectors
    .split(',')
    .map((selector) => words('.circuit', selector))
    .join(',');
