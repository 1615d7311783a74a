import type { Cursor, View } from './cursor.ts';
import { all } from './dom.ts';
import type { Run } from './run.ts';

const PRIMARY_BUTTON = 1;

/** Moves the cursor's line over every plot and writes the reading beside its title. */
export function plotsView(run: Run): View {
  const lines = all<SVGLineElement>('svg.plot .cursor');
  const readings = all('[data-reading]');
  return (bucket) => {
    const x = `${((bucket + 0.5) / run.buckets) * 100}%`;
    for (const line of lines) {
      line.setAttribute('x1', x);
      line.setAttribute('x2', x);
    }
    for (const reading of readings)
      reading.textContent = run.textAt(reading.getAttribute('data-reading') ?? '', bucket);
  };
}

/** A press on a plot, or a drag over it, moves the cursor there. */
export function listenToPlots(cursor: Cursor): void {
  for (const plot of all<SVGSVGElement>('svg.plot')) {
    const moveTo = ({ clientX }: PointerEvent): void => {
      const { left, width } = plot.getBoundingClientRect();
      cursor.moveToShare((clientX - left) / width);
    };
    plot.addEventListener('pointerdown', (event) => {
      plot.setPointerCapture(event.pointerId);
      moveTo(event);
    });
    plot.addEventListener('pointermove', (event) => {
      if (event.buttons & PRIMARY_BUTTON) moveTo(event);
    });
  }
}
