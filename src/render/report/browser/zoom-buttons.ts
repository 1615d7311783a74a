import type { Cursor } from './cursor.ts';
import { one } from './dom.ts';
import type { Zoom } from './zoom.ts';

const ZOOM_STEP = 2;

interface ZoomActions {
  readonly cursor: Cursor;
  readonly zoom: Zoom;
  readonly focus: () => void;
}

/** Buttons zoom around the cursor, show the whole run, or the event that matters. */
export function listenToZoomButtons({ cursor, zoom, focus }: ZoomActions): void {
  one('#zoom-in').addEventListener('click', () => zoom.zoomBy(1 / ZOOM_STEP, cursor.place.tick));
  one('#zoom-out').addEventListener('click', () => zoom.zoomBy(ZOOM_STEP, cursor.place.tick));
  one('#zoom-all').addEventListener('click', () => zoom.all());
  one('#zoom-focus').addEventListener('click', focus);
}
