import { runSchedule } from '../../support/control/schedule.ts';
import type { FuzzClass } from '../fuzz-class.ts';
import { Fault } from '../world.ts';

/** The last of what happened. */
const MAX_LINES = 200;

/** Random schedules of faults against the protocol of control, in simulated time. */
export const protocol: FuzzClass = {
  open: () => async (seed) => {
    const { broken, trace } = await runSchedule(seed);
    if (broken.length > 0) throw new Fault([...broken, ...trace.slice(-MAX_LINES)].join('\n'));
  },
};
