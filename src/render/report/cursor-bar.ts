import { plotsOf } from '../plot.ts';
import { element } from '../xml.ts';
import { DRAWING_HEIGHT, DRAWING_WIDTH, drawing, flags } from './drawing.ts';
import type { ReportModel } from './model.ts';
import type { Focus, PageData } from './page-data.ts';
import { wholeSegments } from './whole-view.ts';

const FOCUS_NAMES: Readonly<Partial<Record<Focus['kind'], string>>> = {
  reset: 'First reset',
  backward: 'First step back',
  completed: 'Completion',
};

/**
 * Stays in sight: the whole run in small, with what the plots show of it marked and the cursor as a slider over it (arrow
 * keys, Page Up and Down, Home and End move it, and screen readers say its time), and what is under the cursor.
 */
export function cursorBar(model: ReportModel, { ticks, focus }: PageData): string {
  return `<div class="bar"><div>
<div class="overview">${overview(model)}<input type="range" id="cursor" min="0" max="${Math.max(0, ticks - 1)}" value="${focus.tick}" step="1" aria-label="Time under the cursor"></div>
<button type="button" id="previous" aria-label="Previous event">‹ event</button>
<button type="button" id="next" aria-label="Next event">event ›</button>
<output id="time" for="cursor"></output><output id="tick"></output><output id="accept"></output><output id="move"></output>
<span class="zoom" role="group" aria-label="Zoom of all plots"><button type="button" id="zoom-out" aria-label="Zoom out">−</button><button type="button" id="zoom-in" aria-label="Zoom in">+</button><button type="button" id="zoom-all">Whole run</button><button type="button" id="zoom-focus">${FOCUS_NAMES[focus.kind] ?? 'End'}</button></span>
</div></div>`;
}

/** The first plot of the whole run under flags, and veils over what the plots do not show. */
function overview(model: ReportModel): string {
  const plot = plotsOf(model)[0];
  const segments = wholeSegments(model);
  const box = (name: string): string => element('rect', { class: name, x: 0, width: 0, height: '100%' });
  return [
    '<svg aria-hidden="true">',
    plot ? stretched('100%', drawing({ ...plot, marks: [] }, segments)) : '',
    ...['before', 'after', 'window'].map(box),
    plot ? stretched('30%', flags(plot, segments)) : '',
    '</svg>',
  ].join('');
}

const stretched = (height: string, content: string): string =>
  `<svg width="100%" height="${height}" viewBox="0 0 ${DRAWING_WIDTH} ${DRAWING_HEIGHT}" preserveAspectRatio="none">${content}</svg>`;
