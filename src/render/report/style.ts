import { DIRECTIONS } from '../../rollout/criterion.ts';
import { LEFT, RIGHT } from './plot-body.ts';
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

/** Pixels beside a plot on a phone, where labels have no unit. */
const NARROW_LEFT = 44;
const NARROW_RIGHT = 88;

const SANS = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',Arial,sans-serif";
const MONO = "font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace";

const variables = (scheme: Scheme): string =>
  Object.entries(COLOURS)
    .map(([name, pair]) => `--${name}:${pair[scheme]}`)
    .join(';');

const PAGE = `
*{box-sizing:border-box}
body{margin:0;background:var(--background);color:var(--text);${SANS};font-size:15px;line-height:1.45}
header,main,footer{max-width:1400px;margin:0 auto;padding:0 20px}
h1{font-size:26px;margin:24px 0 4px}
h2{font-size:18px;margin:0 0 10px}
section{margin:28px 0}
.result{font-size:18px;margin:0 0 10px;overflow-wrap:anywhere}
.note{margin:0 0 10px;padding:8px 12px;border-left:4px solid var(--backward);background:var(--raised)}
.bar{position:sticky;top:0;z-index:2;background:var(--background);border-bottom:1px solid var(--border)}
.bar div{max-width:1400px;margin:0 auto;padding:8px 20px;display:flex;flex-wrap:wrap;gap:4px 16px;align-items:center}
.bar input{flex:1 1 260px;min-width:0;accent-color:var(--accept)}
.bar output{${MONO};font-size:13px;min-width:0}
.bar .move.forward{color:var(--forward)}.bar .move.backward{color:var(--backward)}.bar .move.reset{color:var(--reset)}
button{font:inherit;font-size:13px;color:var(--accept);background:none;border:1px solid var(--border);border-radius:6px;padding:2px 8px;cursor:pointer}
:focus-visible{outline:3px solid var(--accept);outline-offset:2px}
.signals-and-events{display:grid;grid-template-columns:minmax(0,3fr) minmax(0,2fr);gap:32px}
.signals-and-events>section{min-width:0;margin-bottom:0}
.events{max-height:calc(100vh - 130px);overflow:auto;position:sticky;top:60px;border:1px solid var(--border);border-radius:8px}
figure{margin:0 0 14px}
figcaption{display:flex;flex-wrap:wrap;gap:0 12px;font-size:13px;color:var(--muted);margin-bottom:2px}
figcaption b{${MONO};color:var(--text);overflow-wrap:anywhere}
figcaption output{${MONO};color:var(--text);margin-left:auto}
svg.plot{display:block;width:calc(100% - ${LEFT + RIGHT}px);margin:10px 0 0 ${LEFT}px;overflow:visible;cursor:crosshair;touch-action:pan-y}
.axis.narrow{display:none}
svg.plot>.frame{fill:none;stroke:var(--muted)}
.cursor{stroke:var(--text);stroke-width:1.5}
.wide{overflow:auto;border:1px solid var(--border);border-radius:8px;max-height:80vh}
.wide svg.circuit{display:block}
table{border-collapse:collapse;width:100%;font-size:13px}
th{text-align:left;color:var(--muted);font-weight:600}
th,td{padding:4px 8px;border-bottom:1px solid var(--border);vertical-align:top}
thead th{position:sticky;top:0;background:var(--raised)}
td.reason{overflow-wrap:anywhere}
td.number,th.number{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
td button{white-space:nowrap;${MONO};font-size:12px}
.kind{white-space:nowrap;font-weight:600}
.kind.started,.kind.resumed,.kind.completed{color:var(--forward)}
.kind.paused,.kind.backward{color:var(--backward)}
.kind.reset,.kind.invalid,.kind.source_error{color:var(--reset)}
dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:2px 16px;margin:0;font-size:14px}
dt{color:var(--muted)}dd{margin:0;overflow-wrap:anywhere}
pre{${MONO};font-size:12px;background:var(--raised);border:1px solid var(--border);border-radius:8px;padding:12px;overflow:auto;max-height:70vh}
summary{cursor:pointer;font-weight:600;margin:6px 0}
.key{display:flex;flex-wrap:wrap;gap:4px 16px;font-size:12px;color:var(--muted);margin:0 0 10px}
.key i{display:inline-block;width:12px;height:12px;border-radius:2px;margin-right:5px;vertical-align:-1px;border:1px solid currentColor}
${DIRECTIONS.map((direction) => `.key .${direction} i{background:var(--${direction});opacity:.55}`).join('')}
.key .missing i{background:var(--muted);opacity:.55}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.events thead{position:absolute;clip-path:inset(50%)}
.events tr{display:grid;grid-template-columns:auto 1fr auto;align-items:baseline;border-bottom:1px solid var(--border);cursor:pointer}
.events td{border:0;padding:5px 8px}
.events td.reason{grid-column:1/-1;padding-top:0;color:var(--muted)}
.events .omitted{grid-column:1/-1;color:var(--muted);font-style:italic}
.events tr.now{background:var(--raised);box-shadow:inset 4px 0 var(--accept)}
.counts{max-width:440px}
@media(max-width:1100px){.axis.narrow{display:inline}.axis.wide{display:none}}
@media(max-width:900px){.signals-and-events{grid-template-columns:minmax(0,1fr);gap:0}.events{position:static;max-height:60vh}}
@media(max-width:500px){svg.plot{width:calc(100% - ${NARROW_LEFT + NARROW_RIGHT}px);margin-left:${NARROW_LEFT}px}.unit{display:none}.bar input{order:-1;flex-basis:100%}header,main,footer,.bar div{padding-left:12px;padding-right:12px}h1{font-size:22px}.result{font-size:16px}dl{grid-template-columns:minmax(0,1fr)}dd{margin-bottom:6px}}
@media print{.bar{display:none}.events,.wide,pre{max-height:none;position:static}}
`;

/** The style sheet of the page: light and dark as the viewer's system has it. */
export const pageStyle = (): string =>
  [
    `:root{color-scheme:light dark;${variables(0)}}`,
    `@media(prefers-color-scheme:dark){:root{${variables(1)}}}`,
    PAGE.trim(),
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
