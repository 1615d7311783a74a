import type { Fonts } from './base-style.ts';

export type Colour =
  | 'background'
  | 'raised'
  | 'text'
  | 'muted'
  | 'border'
  | 'accept'
  | 'forward'
  | 'backward'
  | 'reset';

/** Colours of a report: in the light scheme, in the dark one. */
export const COLOURS: Readonly<Record<Colour, readonly [light: string, dark: string]>> = {
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

export type Scheme = 0 | 1;

export const FONTS: Fonts = {
  sans: "font-family:system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',Arial,sans-serif",
  mono: "font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace",
};

/** The colours as custom properties: light and dark as the viewer's system has it. */
export const colourRules = (): string[] => [
  `:root{color-scheme:light dark;${variables(0)}}`,
  `@media(prefers-color-scheme:dark){:root{${variables(1)}}}`,
];

const variables = (scheme: Scheme): string =>
  Object.entries(COLOURS)
    .map(([name, pair]) => `--${name}:${pair[scheme]}`)
    .join(';');
