import type { Cursor } from './cursor.ts';
import { all } from './dom.ts';
import { Pinch } from './pinch.ts';
import type { Zoom } from './zoom.ts';

/** A mouse that moves less, in pixels, clicks. */
const MIN_DRAG = 4;
/** How much a notch of the wheel, about 100 pixels, zooms: by a factor of e^0.2. */
const WHEEL_RATE = 0.002;

interface Steered {
  readonly cursor: Cursor;
  readonly zoom: Zoom;
}

/**
 * On every plot: a click or a tap moves the cursor, a drag of the mouse selects what to show (with Shift it moves it),
 * a double click shows all, the wheel with Ctrl or Cmd zooms, fingers drag and pinch.
 */
export function listenToPlots(steered: Steered): void {
  for (const plot of all<SVGSVGElement>('svg.plot')) {
    listenToMouse(plot, steered);
    listenToFingers(plot, steered);
    plot.addEventListener('wheel', (event) => turnWheel(event, plot, steered.zoom), { passive: false });
    plot.addEventListener('dblclick', () => steered.zoom.all());
  }
}

/** The share of a plot's width at which something happened. */
function shareAt(plot: Element, clientX: number): number {
  const { left, width } = plot.getBoundingClientRect();
  return Math.min(1, Math.max(0, (clientX - left) / width));
}

function tickAt(plot: Element, { clientX }: MouseEvent, { window: { from, to } }: Zoom): number {
  return from + shareAt(plot, clientX) * (to - from);
}

/** A press of the mouse: where it began, and whether it selects or moves what is shown. */
interface Press {
  readonly x: number;
  readonly tick: number;
  readonly isPan: boolean;
}

function listenToMouse(plot: SVGSVGElement, { cursor, zoom }: Steered): void {
  let press: Press | undefined;
  const isDrag = ({ clientX }: MouseEvent): boolean => Math.abs(clientX - (press?.x ?? clientX)) >= MIN_DRAG;
  plot.addEventListener('pointerdown', (event) => {
    if (event.pointerType === 'touch' || event.button !== 0) return;
    plot.setPointerCapture(event.pointerId);
    press = { x: event.clientX, tick: tickAt(plot, event, zoom), isPan: event.shiftKey };
  });
  plot.addEventListener('pointermove', (event) => {
    if (!press || event.pointerType === 'touch') return;
    if (press.isPan) zoom.panBy(press.tick - tickAt(plot, event, zoom));
    else if (isDrag(event)) showSelection(shareAt(plot, press.x), shareAt(plot, event.clientX));
  });
  plot.addEventListener('pointerup', (event) => {
    if (!press) return;
    const { tick, isPan } = press;
    if (!isPan && isDrag(event)) zoom.show(tick, tickAt(plot, event, zoom));
    else if (!isPan) cursor.moveTo(tick);
    press = undefined;
    hideSelection();
  });
  const cancel = (): void => {
    press = undefined;
    hideSelection();
  };
  plot.addEventListener('pointercancel', cancel);
  document.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') cancel();
  });
}

function showSelection(a: number, b: number): void {
  for (const selection of all<SVGRectElement>('svg.plot .selection')) {
    selection.setAttribute('x', `${Math.min(a, b) * 100}%`);
    selection.setAttribute('width', `${Math.abs(a - b) * 100}%`);
  }
}

const hideSelection = (): void => showSelection(0, 0);

/** The page scrolls under a wheel without Ctrl or Cmd; sideways, what is shown moves. */
function turnWheel(event: WheelEvent, plot: Element, zoom: Zoom): void {
  const { from, to } = zoom.window;
  if (event.ctrlKey || event.metaKey) {
    event.preventDefault();
    zoom.zoomBy(Math.exp(event.deltaY * WHEEL_RATE), tickAt(plot, event, zoom));
  } else if (Math.abs(event.deltaX) > Math.abs(event.deltaY) && !zoom.isWhole) {
    event.preventDefault();
    zoom.panBy((event.deltaX / plot.getBoundingClientRect().width) * (to - from));
  }
}

/** One finger moves what is shown, or the cursor where all is shown; two keep what they touched under them. */
function listenToFingers(plot: SVGSVGElement, { cursor, zoom }: Steered): void {
  const pinch = new Pinch(
    () => zoom.window,
    (x) => shareAt(plot, x),
  );
  const isFinger = ({ pointerType }: PointerEvent): boolean => pointerType === 'touch';
  plot.addEventListener('pointerdown', (event) => {
    if (isFinger(event)) pinch.add(event);
  });
  plot.addEventListener('pointermove', (event) => {
    if (!isFinger(event) || !pinch.move(event)) return;
    const shown = pinch.window();
    if (zoom.isWhole && pinch.fingers === 1) cursor.moveTo(tickAt(plot, event, zoom));
    else if (shown) zoom.show(shown.from, shown.to);
  });
  plot.addEventListener('pointerup', (event) => {
    if (isFinger(event) && pinch.remove(event)) cursor.moveTo(tickAt(plot, event, zoom));
  });
  plot.addEventListener('pointercancel', (event) => pinch.remove(event));
}
