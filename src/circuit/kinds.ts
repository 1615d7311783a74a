import type { Kind } from './kind.ts';
import { adaptiveLoadScheduler } from './kinds/adaptive-load-scheduler.ts';
import { alerter } from './kinds/alerter.ts';
import { and } from './kinds/and.ts';
import { arithmeticCombinator } from './kinds/arithmetic-combinator.ts';
import { autoScaler } from './kinds/auto-scaler.ts';
import { boolVariable } from './kinds/bool-variable.ts';
import { decider } from './kinds/decider.ts';
import { differentiator } from './kinds/differentiator.ts';
import { ema } from './kinds/ema.ts';
import { extrapolator } from './kinds/extrapolator.ts';
import { firstValid } from './kinds/first-valid.ts';
import { gradientController } from './kinds/gradient-controller.ts';
import { holder } from './kinds/holder.ts';
import { integrator } from './kinds/integrator.ts';
import { inverter } from './kinds/inverter.ts';
import { loadActuator } from './kinds/load-actuator.ts';
import { loadRamp } from './kinds/load-ramp.ts';
import { loadScheduler } from './kinds/load-scheduler.ts';
import { max } from './kinds/max.ts';
import { min } from './kinds/min.ts';
import { nestedCircuit } from './kinds/nested-circuit.ts';
import { nestedSignalEgress } from './kinds/nested-signal-egress.ts';
import { nestedSignalIngress } from './kinds/nested-signal-ingress.ts';
import { or } from './kinds/or.ts';
import { podScaleActuator } from './kinds/pod-scale-actuator.ts';
import { podScaleReporter } from './kinds/pod-scale-reporter.ts';
import { podScaler } from './kinds/pod-scaler.ts';
import { promql } from './kinds/promql.ts';
import { pulseGenerator } from './kinds/pulse-generator.ts';
import { quotaScheduler } from './kinds/quota-scheduler.ts';
import { rateLimiter } from './kinds/rate-limiter.ts';
import { sampler } from './kinds/sampler.ts';
import { signalGenerator } from './kinds/signal-generator.ts';
import { sma } from './kinds/sma.ts';
import { switcher } from './kinds/switcher.ts';
import { unaryOperator } from './kinds/unary-operator.ts';
import { variable } from './kinds/variable.ts';

/** The table: every kind of component there is. One kind, one file, one line. */
export const kinds: readonly Kind[] = [
  adaptiveLoadScheduler,
  alerter,
  and,
  arithmeticCombinator,
  autoScaler,
  boolVariable,
  decider,
  differentiator,
  ema,
  extrapolator,
  firstValid,
  gradientController,
  holder,
  integrator,
  inverter,
  loadActuator,
  loadRamp,
  loadScheduler,
  max,
  min,
  nestedCircuit,
  nestedSignalEgress,
  nestedSignalIngress,
  or,
  podScaleActuator,
  podScaleReporter,
  podScaler,
  promql,
  pulseGenerator,
  quotaScheduler,
  rateLimiter,
  sampler,
  signalGenerator,
  sma,
  switcher,
  unaryOperator,
  variable,
];

/** Kinds that people write and that are none, by their spelling, with what to do instead. */
export const absentKinds: ReadonlyMap<string, string> = new Map([
  ['flow_control.load_ramp_series', 'a series of ramps does not exist; use one load_ramp with more steps'],
]);

/** How a policy spells a kind: `decider`, `flow_control.load_ramp`. */
export const spelling = (kind: Kind): string => (kind.group ? `${kind.group}.${kind.kind}` : kind.kind);

export const kindsBySpelling: ReadonlyMap<string, Kind> = new Map(
  kinds.map((kind) => [spelling(kind), kind]),
);
