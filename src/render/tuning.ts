import { type TuningModel, tuningPage } from './tuning/page.ts';

export type { TuningModel } from './tuning/page.ts';

/** A tuning as one self-contained HTML page. */
export const tuningHtml = (model: TuningModel): string => tuningPage(model);
