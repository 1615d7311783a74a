import type { Outcome, Reading } from './actuators/actuator.ts';
import { refused, unknown, unreadable } from './outcome.ts';
import { SecretFault } from './secrets.ts';

/** What came of a call: nothing was sent without its secrets, and what else is thrown may have come after sending. */
export async function guardedApply(apply: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await apply();
  } catch (problem) {
    const { message } = problem as Error;
    return problem instanceof SecretFault ? refused(message) : unknown(`unexpected: ${message}`);
  }
}

export async function guardedRead(read: () => Promise<Reading>): Promise<Reading> {
  try {
    return await read();
  } catch (problem) {
    return unreadable((problem as Error).message);
  }
}
