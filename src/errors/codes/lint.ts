/** Warnings beyond the schema: the input is legal, and probably not what was meant. */
export const lintCodes = {};
