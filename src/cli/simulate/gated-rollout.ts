import type { Plan } from '../../circuit/plan.ts';
import { type TargetTimes, timesOf } from '../../control/actuators/times.ts';
import { roundings } from '../../control/rollout-file/actuators.ts';
import type { RolloutFile } from '../../control/rollout-file/rollout-file.ts';
import type { GateTick, HoldKind, HoldReason } from '../../rollout/gates/gate.ts';
import type { GateRules } from '../../rollout/gates/rules.ts';
import type { Orders } from '../../rollout/gates/view.ts';
import { rampOf } from '../../rollout/ramp.ts';
import { toTell } from '../../rollout/telling.ts';
import type { DynamicDocument } from '../../run/dynamic-config.ts';
import type { RunListener } from '../../run/options.ts';
import type { RunResult } from '../../run/result.ts';
import { RulesGate } from '../../run/rules-gate.ts';
import type { Seconds, Ticks } from '../../text/duration.ts';
import { type Assumption, assumedLines, heldLines } from './gate-words.ts';
import type { SimulateRequest } from './request.ts';

export interface GatedOptions {
  readonly rollout: RolloutFile;
  readonly plan: Plan;
  readonly request: SimulateRequest;
}

const UNCONFIRMED: readonly HoldReason[] = [
  { kind: 'controller', text: 'waits until its targets have confirmed' },
];

/** The gates of a rollout file in a rehearsal: what nobody can say of the past is taken as given. */
export class GatedRollout implements RunListener {
  readonly rollout: RolloutFile;
  readonly gate: RulesGate;
  /** Ticks by what held them. */
  readonly heldTicks = new Map<HoldKind, Ticks>();
  readonly #isStarted: boolean;
  readonly #lag: Seconds;
  readonly #interval: Seconds;
  readonly #roundings: ReturnType<typeof roundings>;
  readonly #last: number;
  readonly #times: TargetTimes;
  readonly #isScenario: boolean;
  #told = 0;
  #raisedAt = Number.NEGATIVE_INFINITY;

  constructor({ rollout, plan, request }: GatedOptions) {
    this.rollout = rollout;
    this.#isScenario = request.source.kind === 'scenario';
    this.#isStarted = request.steering.start;
    this.#lag = request.rollout?.lag ?? 0;
    this.#interval = plan.interval;
    this.#roundings = roundings(rollout);
    this.#last = rampOf(plan)!.steps.at(-1)!.target;
    this.#times = timesOf(rollout.actuators.map(({ config }) => config));
    const rules = this.#isScenario ? withoutCalendar(rollout.rules) : rollout.rules;
    this.gate = new RulesGate({ rules, plan, ramp: rampOf(plan)!, orders: this.#orders });
  }

  /** The switch of the policy is on: the gates say when it starts. */
  documentOf(given: DynamicDocument | undefined): DynamicDocument {
    return { ...given, rollout: true };
  }

  /** What `-o json` says of it once it is over. */
  get json(): object {
    const { name, file } = this.rollout;
    return { name, file, held: Object.fromEntries(this.heldTicks), assumed: this.#assumed };
  }

  /** What held it, and what the rehearsal took as given, for people. */
  notes({ ticks }: RunResult): { readonly title: string; readonly lines: readonly string[] } {
    const { name, rules } = this.rollout;
    const run = { rules, times: this.#times };
    const lines = [...heldLines(this.heldTicks, ticks), ...assumedLines(this.#assumed, run)];
    return { title: `rollout ${name}`, lines };
  }

  get #assumed(): Assumption[] {
    const { rules } = this.rollout;
    const taken: readonly (readonly [Assumption, boolean])[] = [
      ['start', this.#isScenario && typeof rules.start !== 'string'],
      ['hours', this.#isScenario && rules.forwardOnly.length > 0],
      ['approvals', rules.approvals.length > 0],
      ['gates', rules.gates.length > 0],
      ['requests', rules.requestsPerStep > 0],
      ['prometheus', rules.withoutPrometheus.do !== 'hold'],
      ['bake', rules.bake > 0 && !this.gate.isDone],
      ['targets', this.#lag === 0],
      ['outages', true],
    ];
    return taken.flatMap(([assumption, isTaken]) => (isTaken ? [assumption] : []));
  }

  readonly onTick = (tick: Ticks, frame: Float64Array): void => {
    for (const { kind } of this.gate.reasons) this.heldTicks.set(kind, (this.heldTicks.get(kind) ?? 0) + 1);
    const since = (tick - this.#raisedAt) * this.#interval;
    const telling = { told: this.#told, percentage: this.gate.percentage(frame), since };
    const told = toTell({ ...telling, last: this.#last, every: this.#times.applyEvery });
    if (this.#roundings.some((round) => round(told) > round(this.#told))) this.#raisedAt = tick;
    this.#told = told;
  };

  readonly #orders = ({ tick }: GateTick): Orders => ({
    isStarted: this.#isStarted,
    isPaused: false,
    isKilled: false,
    mayStartItself: true,
    reset: undefined,
    isApproved: () => true,
    isGateOpen: () => true,
    requests: Number.POSITIVE_INFINITY,
    isServerDown: false,
    others: (tick - this.#raisedAt) * this.#interval < this.#lag ? UNCONFIRMED : [],
  });
}

/** The time of a scenario is none of a calendar. */
const withoutCalendar = (rules: GateRules): GateRules => ({
  ...rules,
  forwardOnly: [],
  start: typeof rules.start === 'string' ? rules.start : 'immediately',
});
