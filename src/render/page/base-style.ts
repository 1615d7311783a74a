/** Declarations of the fonts of a page. */
export interface Fonts {
  readonly sans: string;
  readonly mono: string;
}

/** How headings, tables, buttons and texts of a page look. */
export const baseRules = ({ sans, mono }: Fonts): string => `
*{box-sizing:border-box}
body{margin:0;background:var(--background);color:var(--text);${sans};font-size:15px;line-height:1.45}
header,main,footer{max-width:1400px;margin:0 auto;padding:0 20px}
h1{font-size:26px;margin:24px 0 4px;overflow-wrap:anywhere}
h2{font-size:18px;margin:0 0 10px}
section{margin:28px 0;scroll-margin-top:110px}
.result{font-size:18px;margin:0 0 10px;overflow-wrap:anywhere}
.note{margin:0 0 10px;padding:8px 12px;border-left:4px solid var(--backward);background:var(--raised)}
button{font:inherit;font-size:13px;color:var(--accept);background:none;border:1px solid var(--border);border-radius:6px;padding:2px 8px;cursor:pointer;white-space:nowrap}
button:hover{background:var(--raised)}
:focus-visible{outline:3px solid var(--accept);outline-offset:2px}
.wide{overflow:auto;border:1px solid var(--border);border-radius:8px;max-height:80vh}
table{border-collapse:collapse;width:100%;font-size:13px}
th{text-align:left;color:var(--muted);font-weight:600}
th,td{padding:4px 8px;border-bottom:1px solid var(--border);vertical-align:top}
thead th{position:sticky;top:0;background:var(--raised)}
td.number,th.number{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:2px 16px;margin:0;font-size:14px}
dt{color:var(--muted)}dd{margin:0;overflow-wrap:anywhere}
pre{${mono};font-size:12px;background:var(--raised);border:1px solid var(--border);border-radius:8px;padding:12px;overflow:auto;max-height:70vh}
summary{cursor:pointer;font-weight:600;margin:6px 0}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.copied{font-size:12px;margin:0 0 3px;color:var(--muted);overflow-wrap:anywhere}
.copied code{${mono}}
.copied summary{font-weight:400;margin:0}
.copied[open] summary code{display:none}
.copied pre{white-space:pre-wrap;overflow-wrap:anywhere;margin:4px 0}
.copied .copy{font-size:11px;padding:0 5px;margin-left:8px}`;

/** Nothing moves where the viewer does not want it. */
export const STILL = `
@media(prefers-reduced-motion:reduce){*{scroll-behavior:auto!important;transition:none!important}}`;
