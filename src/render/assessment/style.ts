import { baseRules, type Fonts, STILL } from '../page/base-style.ts';
import { colourRules, FONTS } from '../page/colours.ts';

/** How much colour each level has. */
const HEAT = [0.25, 0.5, 0.75, 1] as const;
const SHADES = [0.3, 0.6, 0.9] as const;
const LINE_COLOURS: Readonly<Record<string, string>> = { caught: 'accept', reset: 'reset', held: 'backward' };

const RATES = `
.note.within{border-color:var(--forward)}
.note.beyond{border-color:var(--reset)}
.counts{max-width:560px;margin-top:14px}
.aside{color:var(--muted);font-size:12px}
.kind{font-weight:600}
td,li{overflow-wrap:anywhere}
td:not(.number):not(.bar){min-width:7em}
td:first-child:not(.number){min-width:11em}
td.number{overflow-wrap:normal}td.moment{white-space:nowrap}
.kind.reset{color:var(--reset)}.kind.backward{color:var(--backward)}
td.interval{white-space:nowrap;font-variant-numeric:tabular-nums}
td.bar{min-width:160px;width:40%}
svg.rate{display:block;width:100%;overflow:visible}
.rate .whole{stroke:var(--border)}
.rate .interval{stroke:currentColor;stroke-width:5;stroke-linecap:round;stroke-opacity:.4}
.rate .share{fill:currentColor}
.rate .share.open{fill:var(--background);stroke:currentColor}
.rate.forward{color:var(--forward)}.rate.reset{color:var(--reset)}.rate.backward{color:var(--backward)}`;

const figures = ({ mono }: Fonts): string => `
.pair,.curves{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:0 40px}
.pair section{margin-bottom:0}
figure{margin:0 0 18px}
figcaption{display:flex;flex-wrap:wrap;gap:0 12px;font-size:13px;color:var(--muted);margin-bottom:4px}
figcaption b{color:var(--text);overflow-wrap:anywhere}
figcaption output{${mono};color:var(--text);flex:1 0 100%;min-height:1.5em;overflow-wrap:anywhere}
.key{display:flex;flex-wrap:wrap;gap:4px 16px;font-size:12px;color:var(--muted);margin:0 0 8px}
.key i{display:inline-block;width:12px;height:12px;border-radius:2px;margin-right:5px;vertical-align:-1px;background:currentColor}
svg.chart{display:block;width:calc(100% - 78px);margin:0 8px 0 70px;overflow:visible}
.chart .frame{fill:none;stroke:var(--muted);pointer-events:none}
.grid{stroke:var(--border);stroke-opacity:.6}
.tick{stroke:var(--border)}
.time,.value{font-size:11px;fill:var(--muted)}
.axis.narrow{display:none}
.place{fill:transparent}
.now .place,[data-says]:hover .place{fill:var(--raised)}
.bar{stroke:var(--background)}
.bar.straight{fill:var(--forward)}.key .straight i{background:var(--forward)}
.bar.after{fill:var(--backward)}.key .after i{background:var(--backward)}
.bar.late{fill:var(--reset)}.key .late i{background:var(--reset)}
.bar.cut{fill:var(--muted)}.key .cut i{background:var(--muted)}
.stretches{padding-left:24px;margin:0}
.stretches li{margin:0 0 12px;scroll-margin-top:20px;font-size:14px}
.stretches li:target{background:var(--raised);outline:8px solid var(--raised)}
.stretches .command{margin-top:2px}`;

const GRIDS = `
.cell{stroke:var(--background);stroke-width:1.5}
.now .cell,[data-says]:hover .cell{stroke:var(--text)}
.heat-0{fill:var(--raised)}.key .heat-0 i{background:var(--raised);outline:1px solid var(--border)}
${HEAT.map((opacity, i) => `.heat-${i + 1}{fill:var(--reset);fill-opacity:${opacity}}.key .heat-${i + 1} i{background:var(--reset);opacity:${opacity}}`).join('\n')}
.outline{fill:none;pointer-events:none;stroke-width:2}.outline.incident{stroke:var(--backward)}.key .incident{fill:none}.key .incident i{background:none;outline:2px solid var(--backward)}
.stretch{font-size:12px;font-weight:700;text-anchor:middle;fill:var(--text);stroke:var(--background);stroke-width:3;paint-order:stroke}
.same{fill:var(--raised)}.key .same i{background:var(--raised);outline:1px solid var(--border)}
${SHADES.map((opacity, i) => `.better-${i + 1}{fill:var(--accept);fill-opacity:${opacity}}.worse-${i + 1}{fill:var(--backward);fill-opacity:${opacity}}`).join('\n')}
.key .better-2 i{background:var(--accept);opacity:.6}.key .worse-2 i{background:var(--backward);opacity:.6}
.cell.faint{fill-opacity:.25}.key .faint i{background:var(--backward);opacity:.25}
.cell.same.faint{fill-opacity:.5}
.inside{font-size:10px;text-anchor:middle;fill:var(--text);pointer-events:none}`;

const CURVES = `
.detection .line{fill:none;stroke-width:1.8;vector-effect:non-scaling-stroke}
${['caught', 'reset', 'held'].map((name) => `.${name}{--line:var(--${LINE_COLOURS[name]})}`).join('')}
.detection .line,.detection .whisker{stroke:var(--line)}.detection .point{fill:var(--line);stroke:var(--background)}
.detection .key i{background:var(--line)}
.detection .line.reset,.detection .line.held{stroke-dasharray:5 4}
.span.caught{fill:var(--line);fill-opacity:.14}
.whisker{stroke-width:1.5}
.limit{stroke:var(--muted);stroke-dasharray:2 4}
.now .point,[data-says]:hover .point{stroke:var(--text);stroke-width:2}`;

const NARROW = `
@media(max-width:900px){.pair,.curves{grid-template-columns:minmax(0,1fr)}.axis.narrow{display:inline}.axis.wide{display:none}.inside{display:none}}
@media(max-width:500px){header,main,footer{padding-left:12px;padding-right:12px}h1{font-size:22px}.result{font-size:16px}dl{grid-template-columns:minmax(0,1fr)}dd{margin-bottom:6px}}`;

/** Everything is on paper, and no control. */
const PRINT = `
@media print{.copy{display:none}.wide,pre{max-height:none;overflow:visible}figure{break-inside:avoid}}`;

/** The style sheet of the page of an assessment; another page has rules of its own with it. */
export const assessmentStyle = (own = ''): string =>
  [
    ...colourRules(),
    ...[baseRules(FONTS), RATES, figures(FONTS), GRIDS, CURVES, own, NARROW, STILL, PRINT].map((rules) =>
      rules.trim(),
    ),
  ].join('\n');
