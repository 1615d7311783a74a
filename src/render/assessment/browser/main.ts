import { listenToCopy } from '../../report/browser/queries.ts';
import { listenToFigures } from './readout.ts';

// The program of the page of an assessment. build/page-script.mjs bundles it into the text that every page carries.
listenToCopy();
listenToFigures();
