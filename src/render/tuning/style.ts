import { assessmentStyle } from '../assessment/style.ts';

const FRONT = `
.never{fill:var(--raised)}
.front .point,.front .key i{fill:var(--muted);background:var(--muted);stroke:var(--background)}.front .key .other i{border-radius:50%}
.front .whisker{stroke:var(--muted);stroke-opacity:.5}
.front .point.in-use{fill:var(--backward)}.front .key .in-use i{background:var(--backward)}.front .whisker.in-use{stroke:var(--backward)}
.front .point.chosen{fill:var(--forward)}.front .key .chosen i{background:var(--forward);transform:rotate(45deg)}.front .whisker.chosen{stroke:var(--forward)}
.front .limit{stroke:var(--reset)}
.differences{margin:12px 0 0;padding-left:20px;font-size:14px}`;

/** The style sheet of the page of a tuning. */
export const tuningStyle = (): string => assessmentStyle(FRONT);
