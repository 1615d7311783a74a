import type { PageData } from '../page-data.ts';
import { barView, listenToSlider, windowView } from './bar.ts';
import { circuitReadings } from './circuit.ts';
import { listenToCircuit } from './circuit-zoom.ts';
import { Cursor } from './cursor.ts';
import { decidedView, pathsByCell } from './decisions.ts';
import { one } from './dom.ts';
import { listenToGroups, listenToKinds } from './event-filter.ts';
import { eventRows, eventsView, listenToEvents } from './events.ts';
import { listenToPlots } from './gestures.ts';
import { listenToKeys } from './keys.ts';
import { addressedTick, linkView, listenToAddress } from './link.ts';
import { drawPlots, plotsView } from './plots.ts';
import { listenToCopy } from './queries.ts';
import { Run } from './run.ts';
import { Zoom } from './zoom.ts';
import { listenToZoomButtons } from './zoom-buttons.ts';

// The program of a report page: it zooms all plots together, moves one cursor over them and writes the readings under
// it wherever they have a place. build/page-script.mjs bundles it into the text that every report carries.
const data: PageData = JSON.parse(one('#data').textContent ?? '');
const run = new Run(data);
const draw = drawPlots(run);
const events = eventRows(data, run.cells);
const pathAt = pathsByCell(data.decisions);

const zoom = new Zoom(data.ticks, [draw, windowView(run), () => placeCursor(cursor.place)]);
const placeCursor = plotsView(run, zoom);
const cursor = new Cursor(run.cells, [
  ({ tick }) => zoom.follow(tick),
  placeCursor,
  barView(run),
  circuitReadings(run, pathAt),
  decidedView(run, pathAt),
  eventsView(events),
  linkView(),
]);

/** Shows a tick, in a long run with the ticks around it. */
function open(tick: number): void {
  const { focus } = data;
  const shift = tick - focus.tick;
  zoom.show(focus.from + shift, focus.to + shift);
  cursor.moveTo(tick);
}

const focus = (): void => open(data.focus.tick);
const { previous: previousEvent, next: nextEvent } = listenToEvents(cursor, events);
listenToSlider(cursor);
listenToPlots({ cursor, zoom });
listenToZoomButtons({ cursor, zoom, focus });
listenToKeys({ cursor, zoom, previousEvent, nextEvent, focus });
listenToGroups();
listenToKinds();
listenToAddress(cursor, data);
listenToCircuit();
listenToCopy();
addEventListener('resize', () => draw(zoom.window));
open(addressedTick(data) ?? data.focus.tick);
