import { layoutRules } from './layout-style.ts';
import { type Colour, plotRules } from './plot-style.ts';

/** Colours of a report: in the light scheme, in the dark one. */
const COLOURS: Readonly<Record<Colour, readonly [light: string, dark: string]>> = {
  background: ['#ffffff', '#0d1117'],
  raised: ['#f6f8fa', '#161b22'],
  text: ['#0f172a', '#f0f6fc'],
  muted: ['#57606a', '#9aa5b3'],
  border: ['#d0d7de', '#30363d'],
  accept: ['#0369a1', '#7cc4ff'],
  forward: ['#15803d', '#4ade80'],
  backward: ['#b45309', '#fbbf24'],
  reset: ['#b91c1c', '#ff7b72'],
};

type Scheme = 0 | 1;

const SANS = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',Arial,sans-serif";
const MONO = "font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace";

const variables = (scheme: Scheme): string =>
  Object.entries(COLOURS)
    .map(([name, pair]) => `--${name}:${pair[scheme]}`)
    .join(';');

/** The style sheet of the page: light and dark as the viewer's system has it. */
export const pageStyle = (): string =>
  [
    `:root{color-scheme:light dark;${variables(0)}}`,
    `@media(prefers-color-scheme:dark){:root{${variables(1)}}}`,
    layoutRules({ sans: SANS, mono: MONO }),
    ...plotRules((colour) => `var(--${colour})`),
  ].join('\n');

/** The style sheet of the picture: colours written out, for viewers that know no custom properties. */
export function pictureStyle(): string {
  const rules = (scheme: Scheme): string =>
    [
      `.background{fill:${COLOURS.background[scheme]}}`,
      `.frame{fill:none;stroke:${COLOURS.muted[scheme]}}`,
      `.title,.head,.line{fill:${COLOURS.text[scheme]}}`,
      `.muted{fill:${COLOURS.muted[scheme]}}`,
      ...plotRules((colour) => COLOURS[colour][scheme]),
    ].join('\n');
  return `text{${SANS}}\n.title{font-size:20px;font-weight:600}\n.line{font-size:13px}\n.head{font-size:12px;font-weight:600}\n.muted{font-size:12px}\n${rules(0)}\n@media(prefers-color-scheme:dark){\n${rules(1)}\n}`;
}
