import type { Plan } from '../circuit/plan.ts';
import { decideGates, isBaked, percentageOf } from '../rollout/gates/decide-gates.ts';
import type { Demand } from '../rollout/gates/demand.ts';
import type { Gate, GateTick, HoldReason } from '../rollout/gates/gate.ts';
import type { GateRules } from '../rollout/gates/rules.ts';
import { type GateState, gatesAtStart } from '../rollout/gates/state.ts';
import type { GateView, Orders } from '../rollout/gates/view.ts';
import type { Ramp } from '../rollout/ramp.ts';

export interface RulesGateOptions {
  readonly rules: GateRules;
  readonly plan: Plan;
  readonly ramp: Ramp;
  /** What people and the world say on a tick. */
  readonly orders: (tick: GateTick) => Orders;
  /** Where it goes on. */
  readonly from?: GateState;
}

/** The gates of a rollout file before the ramp of a run. */
export class RulesGate implements Gate {
  reasons: readonly HoldReason[] = [];
  state: GateState;
  readonly #options: RulesGateOptions;
  readonly #titles: readonly string[];

  constructor(options: RulesGateOptions) {
    this.#options = options;
    this.state = options.from ?? gatesAtStart;
    this.#titles = options.plan.queries.map(({ measure, signal }) => measure?.title ?? signal);
  }

  readonly decide = (tick: GateTick): Demand => {
    const { state, demand, reasons } = decideGates(this.#options.rules, this.state, this.#viewOf(tick));
    this.state = state;
    this.reasons = reasons;
    return demand;
  };

  get isDone(): boolean {
    const { rules, plan } = this.#options;
    return isBaked(rules, this.state, plan.interval);
  }

  readonly percentage = (frame: Float64Array): number =>
    percentageOf(this.state, this.#options.ramp.accept(frame));

  #viewOf(tick: GateTick): GateView {
    const { plan, ramp, orders } = this.#options;
    const { now, frame, last } = tick;
    return {
      now,
      interval: plan.interval,
      step: ramp.step(frame),
      count: ramp.count(frame),
      atStart: ramp.atStart(frame),
      atEnd: ramp.atEnd(frame),
      last,
      missing: this.#titles.filter((_, q) => Number.isNaN(frame[plan.queries[q]!.resultSlot]!)),
      orders: orders(tick),
    };
  }
}
