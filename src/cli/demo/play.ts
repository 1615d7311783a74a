import { type Ramp, rampOf } from '../../rollout/ramp.ts';
import type { DynamicDocument } from '../../run/dynamic-config.ts';
import type { Observer } from '../../run/observer.ts';
import type { Run, RunListener } from '../../run/options.ts';
import { run } from '../../run/run.ts';
import type { DemoService } from './service.ts';
import type { Subject } from './subject.ts';

/** How a demo is played. */
export interface Playing {
  readonly subject: Subject;
  readonly service: DemoService;
  /** Called after each tick. */
  readonly wait?: () => Promise<void>;
  /** Asked before each tick for a new dynamic configuration. */
  readonly poll?: () => DynamicDocument | undefined;
  readonly listener: RunListener;
  /** Ends it. */
  readonly signal?: AbortSignal;
  readonly untilCompleted?: boolean;
}

/** Plays the demo from its start to its end; whatever ends it, the outcome is that of the ramp. */
export async function play(playing: Playing): Promise<Run> {
  const { subject, service, wait, poll, listener, signal, untilCompleted } = playing;
  const { policy, plan } = subject;
  let observer: Observer | undefined;
  const watch: RunListener = {
    onTick(_tick, _frame, one) {
      observer = one;
    },
  };
  const played = await run({
    policy,
    plan,
    source: service.source(wait),
    steering: { initial: { rollout: true }, poll },
    listeners: [watch, listener],
    signal,
    untilCompleted,
  });
  const outcome = observer?.outcome ?? played.result.outcome;
  return { ...played, result: { ...played.result, outcome } };
}

/** The ramp of the demo's policy. */
export const demoRamp = ({ plan }: Subject): Ramp => rampOf(plan)!;
