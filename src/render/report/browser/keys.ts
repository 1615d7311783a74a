import type { Cursor } from './cursor.ts';
import type { Zoom } from './zoom.ts';

const SHIFT_STEP = 10;
const ZOOM_STEP = 1.5;

export interface KeyActions {
  readonly cursor: Cursor;
  readonly zoom: Zoom;
  readonly previousEvent: () => void;
  readonly nextEvent: () => void;
  readonly focus: () => void;
}

type Action = (actions: KeyActions, event: KeyboardEvent) => void;

const step =
  (direction: number): Action =>
  ({ cursor }, { shiftKey }) =>
    cursor.step(direction * (shiftKey ? SHIFT_STEP : 1));

const zoomBy =
  (factor: number): Action =>
  ({ cursor, zoom }) =>
    zoom.zoomBy(factor, cursor.place.tick);

const KEYS: Readonly<Record<string, Action>> = {
  ArrowLeft: step(-1),
  ArrowRight: step(1),
  '+': zoomBy(1 / ZOOM_STEP),
  '=': zoomBy(1 / ZOOM_STEP),
  '-': zoomBy(ZOOM_STEP),
  0: ({ zoom }) => zoom.all(),
  n: ({ nextEvent }) => nextEvent(),
  p: ({ previousEvent }) => previousEvent(),
  f: ({ focus }) => focus(),
};

/** Elements that have keys of their own. */
const WITH_KEYS = 'input,pre,.circuit-view,.wide';

/** Keys move the cursor and zoom wherever the focus is on nothing that has keys of its own. */
export function listenToKeys(actions: KeyActions): void {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof Element && event.target.closest(WITH_KEYS)) return;
    const action = KEYS[event.key];
    if (!action) return;
    event.preventDefault();
    action(actions, event);
  });
}
