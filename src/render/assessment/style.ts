import { baseRules, STILL } from '../page/base-style.ts';
import { colourRules, FONTS } from '../page/colours.ts';

const RATES = `
.note.within{border-color:var(--forward)}
.note.beyond{border-color:var(--reset)}
.counts{max-width:560px;margin-top:14px}
.aside{color:var(--muted);font-size:12px}
.kind{white-space:nowrap;font-weight:600}
.kind.reset{color:var(--reset)}.kind.backward{color:var(--backward)}
td.interval{white-space:nowrap;font-variant-numeric:tabular-nums}
td.bar{min-width:160px;width:40%}
svg.rate{display:block;width:100%;overflow:visible}
.rate .whole{stroke:var(--border)}
.rate .interval{stroke:currentColor;stroke-width:5;stroke-linecap:round;stroke-opacity:.4}
.rate .share{fill:currentColor}
.rate .share.open{fill:var(--background);stroke:currentColor}
.rate.forward{color:var(--forward)}.rate.reset{color:var(--reset)}.rate.backward{color:var(--backward)}`;

const NARROW = `
@media(max-width:500px){header,main,footer{padding-left:12px;padding-right:12px}h1{font-size:22px}.result{font-size:16px}dl{grid-template-columns:minmax(0,1fr)}dd{margin-bottom:6px}}`;

/** Everything is on paper, and no control. */
const PRINT = `
@media print{.copy{display:none}.wide,pre{max-height:none;overflow:visible}figure{break-inside:avoid}}`;

/** The style sheet of the page of an assessment. */
export const assessmentStyle = (): string =>
  [...colourRules(), ...[baseRules(FONTS), RATES, NARROW, STILL, PRINT].map((rules) => rules.trim())].join(
    '\n',
  );
