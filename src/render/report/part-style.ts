import { DIRECTIONS } from '../../rollout/criterion.ts';
import type { Fonts } from '../page/base-style.ts';
import { LEFT, RIGHT } from './plot-body.ts';

const plots = ({ mono }: Fonts): string => `
.signals-and-events{display:grid;grid-template-columns:minmax(0,3fr) minmax(0,2fr);gap:32px;min-height:460px;margin:20px 0 28px}
.signals-and-events section{min-width:0;margin:0}
#shown{margin:0 0 6px;font-size:13px;color:var(--muted)}
#detail{margin:0 0 6px;font-size:13px;padding-left:8px;border-left:3px solid var(--accept)}
#detail:empty{display:none}
figure{margin:0 0 14px}
figcaption{display:flex;flex-wrap:wrap;gap:0 12px;font-size:13px;color:var(--muted);margin-bottom:2px}
figcaption b{${mono};color:var(--text);overflow-wrap:anywhere}
figcaption output{${mono};color:var(--text);margin-left:auto}
.promql[open] summary::after{content:'PromQL'}
svg.plot{display:block;width:calc(100% - ${LEFT + RIGHT}px);margin:10px 0 0 ${LEFT}px;overflow:visible;cursor:crosshair;touch-action:pan-y;user-select:none;-webkit-user-select:none}
svg.plot .frame{fill:none;stroke:var(--muted)}
.axis.narrow{display:none}
.cursor{stroke:var(--text);stroke-width:1.5}
.selection{fill:var(--accept);fill-opacity:.22}
.key{display:flex;flex-wrap:wrap;gap:4px 16px;font-size:12px;color:var(--muted);margin:0 0 4px}
.key i{display:inline-block;width:12px;height:12px;border-radius:2px;margin-right:5px;vertical-align:-1px;border:1px solid currentColor}
${DIRECTIONS.map((direction) => `.key .${direction} i{background:var(--${direction});opacity:.55}`).join('')}
.key .missing i{background:var(--muted);opacity:.55}
.help{font-size:12px;margin:0 0 10px}.help summary{font-weight:400;color:var(--muted);margin:0}.help dl{font-size:12px}`;

const events = ({ mono }: Fonts): string => `
.side{position:relative;contain:size}
.side section{position:sticky;top:110px;display:flex;flex-direction:column;max-height:min(100%,calc(100vh - 126px))}
.kinds{display:flex;flex-wrap:wrap;gap:4px;margin:0 0 8px}
.kinds button{font-size:12px;border-radius:12px;color:var(--text);padding:1px 8px}
.kinds button[aria-pressed=true]{background:var(--text);color:var(--background)}
.kinds button[aria-pressed=true] i{color:inherit}
.kinds i{font-style:normal}
.events{overflow:auto;min-height:0;border:1px solid var(--border);border-radius:8px}
.events thead{position:absolute;clip-path:inset(50%)}
.events tr{display:grid;grid-template-columns:auto 1fr auto;align-items:baseline;border-bottom:1px solid var(--border);cursor:pointer}
.events tr[hidden],.events .filtered{display:none}
.events td{border:0;padding:4px 8px}
.events td a{${mono};font-size:12px;color:var(--accept);white-space:nowrap;text-decoration:none}
.events td a:hover{text-decoration:underline}
.events td.reason{grid-column:1/-1;padding-top:0;overflow-wrap:anywhere}
.events .aside{color:var(--muted);font-size:12px}
.events tr.group{grid-template-columns:1fr;cursor:default}
.events tr.group td{font-size:12px;color:var(--muted)}
.events tr.group button{font-size:12px;padding:0 6px}
.events tr.group button::before{content:'▸ '}
.events tr.group button[aria-expanded=true]::before{content:'▾ '}
.events .group tr[data-kind]{padding-left:12px}
.events tr.now{background:var(--raised);box-shadow:inset 4px 0 var(--accept)}
.kind{white-space:nowrap;font-weight:600}
.kind.started,.kind.resumed,.kind.completed{color:var(--forward)}
.kind.paused,.kind.backward{color:var(--backward)}
.kind.reset,.kind.invalid,.kind.source_error{color:var(--reset)}`;

const circuit = ({ mono }: Fonts): string => `
.decided{${mono};font-size:13px;margin:0 0 8px;overflow-wrap:anywhere}
.circuit-controls{display:flex;flex-wrap:wrap;gap:4px 6px;align-items:center;margin:0 0 6px}
.circuit-controls .hint{font-size:12px;color:var(--muted);margin-left:6px}
.circuit-view{border:1px solid var(--border);border-radius:8px;overflow:hidden;touch-action:pan-y;cursor:grab}
.circuit-view svg.circuit{display:block;width:100%;height:auto;max-height:80vh;min-height:min(360px,60vh)}`;

/** How the plots, the events and the circuit of a page look. */
export const partRules = (fonts: Fonts): string =>
  [plots, events, circuit].map((rules) => rules(fonts).trim()).join('\n');
