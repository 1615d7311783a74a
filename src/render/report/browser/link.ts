import { type LinkedRun, linkedTick, linkTo } from '../link.ts';
import type { Cursor, View } from './cursor.ts';

/** In milliseconds: browsers refuse many changes of the address a second. */
const PAUSE = 300;

/** Writes the tick under the cursor into the page's address once the cursor rests. */
export function linkView(): View {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let isFirst = true;
  return ({ tick }) => {
    clearTimeout(waiting);
    if (isFirst) isFirst = false;
    else waiting = setTimeout(() => history.replaceState(null, '', linkTo(tick)), PAUSE);
  };
}

/** The tick that the page's address names. */
export const addressedTick = (run: LinkedRun): number | undefined => linkedTick(location.hash, run);

/** Follows a link inside the page, such as that of an event. */
export function listenToAddress(cursor: Cursor, run: LinkedRun): void {
  addEventListener('hashchange', () => {
    const tick = addressedTick(run);
    if (tick !== undefined) cursor.moveTo(tick);
  });
}
