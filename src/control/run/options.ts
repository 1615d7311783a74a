import type { Plan } from '../../circuit/plan.ts';
import type { Because } from '../../rollout/conditions.ts';
import type { Ramp } from '../../rollout/ramp.ts';
import type { RunEvent } from '../../run/result.ts';
import type { LiveSource, SourceCursor } from '../../source/source.ts';
import type { Actuator } from '../actuators/actuator.ts';
import type { TargetTimes } from '../actuators/times.ts';
import type { ControlClock } from '../controller/clock.ts';
import type { JournalEvent } from '../journal/line.ts';
import type { Ending } from '../record/record.ts';
import type { Frozen } from '../state/frozen.ts';
import type { RolloutStorage } from '../state/state.ts';
import type { World } from '../world.ts';
import type { RunCounter } from './run-counter.ts';

/** What a rollout needs to be run by a controller. */
export interface RolloutRunOptions {
  readonly frozen: Frozen;
  /** Files that are no longer what is frozen, as they were looked at last. */
  readonly changedOnDisk: () => readonly string[];
  readonly plan: Plan;
  readonly ramp: Ramp;
  readonly storage: RolloutStorage;
  readonly actuators: readonly Actuator[];
  readonly times: TargetTimes;
  /** Opens the present of its server, or goes on from a cursor. Throws STATE_FORMAT where that is none of it. */
  readonly openSource: (cursor: SourceCursor | undefined) => LiveSource;
  /** The value of a query at this moment; NaN where it has none. Throws what the server says. */
  readonly ask: (query: string) => Promise<number>;
  /** Counts for its metrics. */
  readonly counter: RunCounter;
  readonly clock: ControlClock;
  readonly world: World;
  readonly pid: number;
  readonly words: RunWords;
  readonly listener: RolloutListener;
  /** Where it is left when it is stopped, where nobody else goes on with it. */
  readonly onExit: Ending;
  /** Ends it. */
  readonly signal: AbortSignal;
}

type Why = Pick<RunEvent, 'reason'> & { readonly because?: readonly Because[] };

/** What happens to a ramp, for people. */
export interface RunWords {
  readonly event: (event: RunEvent) => string;
  readonly now: (why: Why) => string;
}

/** Who is told what a rollout does. */
export interface RolloutListener {
  /** Something happened, or was asked for: after it is in the journal, or could not be written there. */
  readonly onEntry: (event: JournalEvent) => void;
  /** A tick ran; in a line. */
  readonly onTick: (text: string) => void;
  /** Something is lost or damaged, in words. */
  readonly onFault: (what: string) => void;
  /** Another controller holds it: this one stands by. */
  readonly onStandby: (holder: string) => void;
}
