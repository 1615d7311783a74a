import { baseRules, type Fonts, STILL } from '../page/base-style.ts';
import { partRules } from './part-style.ts';

const bar = ({ mono }: Fonts): string => `
.bar{position:sticky;top:0;z-index:2;background:var(--background);border-bottom:1px solid var(--border)}
.bar>div{max-width:1400px;margin:0 auto;padding:8px 20px;display:flex;flex-wrap:wrap;gap:6px 10px;align-items:center}
.overview{position:relative;flex:1 0 100%;height:38px;border:1px solid var(--border);border-radius:4px;overflow:hidden}
.overview>svg{position:absolute;inset:0;width:100%;height:100%}
.overview .before,.overview .after{fill:var(--background);fill-opacity:.5}
.overview .window{fill:none;stroke:var(--accept);stroke-width:2}
.overview .flag{stroke-width:2}
.overview input{position:absolute;inset:0;width:100%;height:100%;margin:0;appearance:none;background:none;cursor:ew-resize}
.overview input::-webkit-slider-thumb{appearance:none;width:2px;height:38px;background:var(--text);border:0;border-radius:0}
.overview input::-moz-range-thumb{width:2px;height:38px;background:var(--text);border:0;border-radius:0}
.overview input:focus-visible{outline-offset:-3px}
.bar output{${mono};font-size:13px;min-width:0}
.bar #next{margin-right:6px}
.bar .zoom{display:flex;flex-wrap:wrap;gap:4px;margin-left:auto}
.bar .move.forward{color:var(--forward)}.bar .move.backward{color:var(--backward)}.bar .move.reset{color:var(--reset)}
.counts{max-width:440px}`;

/** Pixels beside a plot on a phone, where labels have no unit. */
const NARROW_LEFT = 44;
const NARROW_RIGHT = 88;

const NARROW = `
@media(max-width:1100px){.axis.narrow{display:inline}.axis.wide{display:none}}
@media(max-width:900px){.signals-and-events{grid-template-columns:minmax(0,1fr);gap:20px}.side{contain:none}.side section{position:static;max-height:none}.events{max-height:60vh}}
@media(max-width:500px){svg.plot{width:calc(100% - ${NARROW_LEFT + NARROW_RIGHT}px);margin-left:${NARROW_LEFT}px}.unit{display:none}header,main,footer,.bar>div{padding-left:12px;padding-right:12px}h1{font-size:22px}.result{font-size:16px}.bar .zoom{margin-left:0}dl{grid-template-columns:minmax(0,1fr)}dd{margin-bottom:6px}}`;

/** Everything is on paper, and no control. */
const PRINT = `
@media print{.bar,.kinds,.help,.circuit-controls,.copy,.cursor{display:none}.signals-and-events{display:block}.side{contain:none}.side section{position:static;max-height:none}.events,.wide,pre{max-height:none;overflow:visible}.events tr[hidden],.events .filtered{display:grid}.events tbody[hidden]{display:table-row-group}.events tr.group button{border:0;padding:0;color:inherit}.events tr.group button::before{content:none}figure{break-inside:avoid}}`;

/** How a page is laid out, in the colours of its custom properties. */
export const layoutRules = (fonts: Fonts): string =>
  [
    ...[baseRules, bar, partRules].map((rules) => rules(fonts).trim()),
    NARROW.trim(),
    STILL.trim(),
    PRINT.trim(),
  ].join('\n');
