import { renderFeatureRollout } from '../../../src/blueprint/renderers/feature-rollout.ts';
import type { FeatureRolloutValues } from '../../../src/blueprint/renderers/values.ts';
import { compile } from '../../../src/circuit/compile.ts';
import { bindScenario } from '../../../src/run/bind-scenario.ts';
import { run } from '../../../src/run/run.ts';
import { traceWriter } from '../../../src/run/trace.ts';
import type { ScenarioDocument } from '../../../src/source/scenario/document.ts';
import type { Rehearsed, Row } from './check.ts';
import { scenarioOf, valuesOf } from './documents.ts';
import type { Rollout } from './rollout.ts';

/** Rehearses a rollout without the command line: what mutants are made of. */
export async function rehearse(rollout: Rollout): Promise<Rehearsed> {
  const values = valuesOf(rollout) as unknown as FeatureRolloutValues;
  const { policy } = renderFeatureRollout(values);
  const placeOf = () => ({});
  const { plan, diagnostics } = compile(policy.circuit, placeOf);
  if (!plan) throw new Error(JSON.stringify(diagnostics));
  const bound = bindScenario(scenarioOf(rollout) as ScenarioDocument, { name: 's', plan, placeOf });
  const writer = traceWriter(plan, 'ndjson');
  const rows: Row[] = [];
  const trace = {
    onTick: (tick: number, frame: Float64Array) => rows.push(JSON.parse(writer.row(tick, tick, frame))),
  };
  const initial = rollout.isStarted ? { rollout: true } : undefined;
  const { result } = await run({
    policy: 'p',
    plan,
    source: bound.source,
    steering: { initial, planned: bound.planned },
    listeners: [bound.listener, trace],
  });
  return { rows, result };
}
