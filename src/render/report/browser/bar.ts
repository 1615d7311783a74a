import type { Cursor, View } from './cursor.ts';
import { one } from './dom.ts';
import type { Run } from './run.ts';
import { timeText } from './text.ts';

const SHIFT_STEP = 10;
const ARROWS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };

/**
 * Writes time, ticks, accept percentage and decision into the bar; the slider's text repeats them for screen
 * readers.
 */
export function barView(run: Run): View {
  const slider = one<HTMLInputElement>('#cursor');
  const decision = one('#move');
  return (bucket) => {
    const time = timeText(run.data, bucket * run.data.ticksPerBucket);
    const accept = run.acceptAt(bucket);
    decision.textContent = run.decisionAt(bucket);
    decision.className = `move ${decision.textContent}`;
    one('#time').textContent = time;
    one('#tick').textContent = ticksText(run, bucket);
    one('#accept').textContent = accept;
    slider.value = String(bucket);
    slider.setAttribute('aria-valuetext', valueText(time, accept, decision.textContent));
  };
}

function ticksText({ data }: Run, bucket: number): string {
  const first = bucket * data.ticksPerBucket;
  const last = Math.min(data.ticks, first + data.ticksPerBucket) - 1;
  if (last > first) return `ticks ${first} to ${last}`;
  return `tick ${first}`;
}

function valueText(time: string, accept: string, decision: string): string {
  if (accept === '') return `${time}, ${decision}`;
  return `${time}, accept ${accept}, ${decision}`;
}

/** Moves the cursor by the slider, and by the arrow keys wherever no element has the focus. */
export function listenToBar(cursor: Cursor): void {
  const slider = one<HTMLInputElement>('#cursor');
  slider.addEventListener('input', () => cursor.moveTo(Number(slider.value)));
  document.addEventListener('keydown', (event) => {
    if (event.target !== document.body || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = ARROWS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    cursor.moveTo(cursor.bucket + step * (event.shiftKey ? SHIFT_STEP : 1));
  });
}
