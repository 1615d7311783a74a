import { error, warning } from '../define.ts';

/** What is written for other tools, and read from them. */
export const exchangeCodes = {
  EXPORT_NO_RAMP: error<{ policy: string }>(3, {
    text: (p) =>
      `policy ${p.policy} has no load ramp that gives anybody the feature, so there is nothing to export`,
  }),
  EXPORT_LOST: warning<{ tool: string; what: string }>({ text: (p) => `not in ${p.tool}: ${p.what}` }),
};
