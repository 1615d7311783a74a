import type { ReportModel } from './report/model.ts';
import { page } from './report/page.ts';
import { picture } from './report/picture.ts';

export type { ReportModel } from './report/model.ts';

/** A run as one self-contained HTML page, under 1 MB however long the run. */
export const reportHtml = (model: ReportModel): string => page(model);

/** A run as one static SVG. */
export const reportSvg = (model: ReportModel): string => picture(model);
