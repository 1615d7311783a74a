/** Scenario, dynamic configuration and the run itself. */
export const runCodes = {};
