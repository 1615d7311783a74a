import type { PageData } from '../page-data.ts';
import { barView, listenToBar } from './bar.ts';
import { circuitView } from './circuit.ts';
import { Cursor } from './cursor.ts';
import { one } from './dom.ts';
import { eventsView, listenToEvents } from './events.ts';
import { listenToPlots, plotsView } from './plots.ts';
import { Run } from './run.ts';

// The program of a report page: it moves one cursor over all plots and writes the readings under it wherever
// they have a place. build/page-script.mjs bundles it into the text that every report carries.
const data: PageData = JSON.parse(one('#data').textContent ?? '');
const run = new Run(data);
const cursor = new Cursor(run.buckets, [barView(run), plotsView(run), circuitView(run), eventsView(data)]);
listenToBar(cursor);
listenToPlots(cursor);
listenToEvents(cursor, data);
cursor.moveTo(run.buckets - 1);
