import { all } from './dom.ts';
import { Frame } from './frame.ts';
import { PathTour } from './path-tour.ts';

const ZOOM_STEP = 1.4;
const WHEEL_RATE = 0.002;
const PAN_SHARE = 0.15;

/** Zooms and moves the circuit picture: buttons, Ctrl or Cmd with the wheel, drag and pinch, keys where it has the focus. */
export function listenToCircuit(): void {
  const view = document.querySelector<HTMLElement>('.circuit-view');
  const picture = view?.querySelector<SVGSVGElement>('svg.circuit');
  if (!view || !picture) return;
  const frame = new Frame(picture);
  const tour = new PathTour(picture, frame);
  const actions: Readonly<Record<string, () => void>> = {
    fit: () => frame.fit(),
    in: () => frame.zoomBy(1 / ZOOM_STEP),
    out: () => frame.zoomBy(ZOOM_STEP),
    path: () => tour.next(),
  };
  for (const button of all('[data-circuit]'))
    button.addEventListener('click', () => actions[button.dataset.circuit ?? '']?.());
  listenToKeys(view, frame, actions);
  listenToPointers(view, frame);
  view.addEventListener(
    'wheel',
    (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      frame.zoomBy(Math.exp(event.deltaY * WHEEL_RATE), event);
    },
    { passive: false },
  );
  addEventListener('beforeprint', actions.fit!);
  frame.fit();
}

function listenToKeys(view: HTMLElement, frame: Frame, actions: Readonly<Record<string, () => void>>): void {
  const keys: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => frame.panBy(-PAN_SHARE, 0),
    ArrowRight: () => frame.panBy(PAN_SHARE, 0),
    ArrowUp: () => frame.panBy(0, -PAN_SHARE),
    ArrowDown: () => frame.panBy(0, PAN_SHARE),
    '+': actions.in!,
    '=': actions.in!,
    '-': actions.out!,
    0: actions.fit!,
  };
  view.addEventListener('keydown', (event) => {
    const action = keys[event.key];
    if (!action || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    action();
  });
}

/** One pointer moves the picture, two zoom it. */
function listenToPointers(view: HTMLElement, frame: Frame): void {
  const pointers = new Map<number, PointerEvent>();
  view.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    pointers.set(event.pointerId, event);
    view.setPointerCapture(event.pointerId);
  });
  view.addEventListener('pointermove', (event) => {
    const before = pointers.get(event.pointerId);
    if (!before) return;
    const other = [...pointers.values()].find(({ pointerId }) => pointerId !== event.pointerId);
    if (other) frame.zoomBy(distance(before, other) / (distance(event, other) || 1), event);
    else frame.moveBy(event.clientX - before.clientX, event.clientY - before.clientY);
    pointers.set(event.pointerId, event);
  });
  for (const end of ['pointerup', 'pointercancel'] as const)
    view.addEventListener(end, ({ pointerId }) => pointers.delete(pointerId));
}

const distance = (a: PointerEvent, b: PointerEvent): number =>
  Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
