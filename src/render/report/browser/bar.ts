import { detailText, windowText } from '../window-text.ts';
import type { Cursor, View } from './cursor.ts';
import { one } from './dom.ts';
import type { Run } from './run.ts';
import { timeText } from './text.ts';
import type { WindowView } from './zoom.ts';

/**
 * Writes time, ticks, accept percentage and decision into the bar; the slider's text repeats them for screen
 * readers.
 */
export function barView(run: Run): View {
  const slider = one<HTMLInputElement>('#cursor');
  const decision = one('#move');
  return ({ cell }) => {
    const time = timeText(run.data, run.cells.startOf(cell));
    const accept = run.acceptAt(cell);
    decision.textContent = run.decisionAt(cell);
    decision.className = `move ${decision.textContent}`;
    one('#time').textContent = time;
    one('#tick').textContent = ticksText(run, cell);
    one('#accept').textContent = accept;
    slider.value = String(run.cells.startOf(cell));
    slider.setAttribute('aria-valuetext', valueText(time, accept, decision.textContent));
  };
}

function ticksText({ cells }: Run, cell: number): string {
  const first = cells.startOf(cell);
  const last = cells.startOf(cell + 1) - 1;
  if (last > first) return `ticks ${first} to ${last}`;
  return `tick ${first}`;
}

function valueText(time: string, accept: string, decision: string): string {
  if (accept === '') return `${time}, ${decision}`;
  return `${time}, accept ${accept}, ${decision}`;
}

/** Says which part of the run the plots show, and marks it in the overview. */
export function windowView(run: Run): WindowView {
  const ticks = Math.max(1, run.data.ticks);
  const place = (name: string, from: number, to: number): void => {
    const box = one<SVGRectElement>(`.overview .${name}`);
    box.setAttribute('x', `${(from / ticks) * 100}%`);
    box.setAttribute('width', `${((to - from) / ticks) * 100}%`);
  };
  return (window) => {
    place('before', 0, window.from);
    place('window', window.from, window.to);
    place('after', window.to, ticks);
    one('#shown').textContent = windowText(run.data, run.cells, window);
    one('#detail').textContent = detailText(run.data, run.cells, window);
  };
}

/** Moves the cursor by the slider over the overview. */
export function listenToSlider(cursor: Cursor): void {
  const slider = one<HTMLInputElement>('#cursor');
  slider.addEventListener('input', () => {
    const tick = Number(slider.value);
    // An arrow key goes one tick on, which may be the same cell.
    const isNext = Math.abs(tick - cursor.place.tick) === 1;
    if (isNext) cursor.step(tick - cursor.place.tick);
    else cursor.moveTo(tick);
  });
}
