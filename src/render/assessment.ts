import type { AssessmentModel } from './assessment/model.ts';
import { assessmentPage } from './assessment/page.ts';

export type { AssessmentModel } from './assessment/model.ts';

/** An assessment as one self-contained HTML page. */
export const assessmentHtml = (model: AssessmentModel): string => assessmentPage(model);
