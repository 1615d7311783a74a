import type { Place } from '../../errors/rollout-error.ts';
import type { Seconds } from '../../text/duration.ts';
import type { SourceQuery } from '../source.ts';

/** What the rollout needs to say of itself, so that a scenario can answer it. */
export interface ScenarioSetting {
  readonly name: string;
  readonly interval: Seconds;
  readonly queries: readonly SourceQuery[];
  /** The length of the ramp when nothing holds it; a scenario without a length of its own takes twice that. */
  readonly rampDuration: Seconds;
  /** The flow label the sampler goes by; empty samples at random. */
  readonly labelKey: string;
  /** Label values that get the feature whatever the percentage; may change while the run goes on. */
  readonly passThrough: () => readonly string[];
  /** `--duration`, which wins over the scenario's own. */
  readonly duration?: Seconds;
  readonly placeOf: (pointer: string) => Place;
}
