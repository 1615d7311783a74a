import type { Plan } from '../../circuit/plan.ts';
import { type Place, throwIfErrors } from '../../errors/rollout-error.ts';
import { bindScenario } from '../../run/bind-scenario.ts';
import { readChecks } from '../../run/policy-test/checks.ts';
import type { TestDocument } from '../../run/policy-test/document.ts';
import type { ReadyTest } from '../../run/policy-test/run-test.ts';
import { validate } from '../../schema/validate.ts';
import type { ScenarioDocument } from '../../source/scenario/document.ts';
import { parseDuration } from '../../text/duration.ts';
import { toDotted } from '../../text/pointer.ts';
import type { FaultCollector } from '../fault-collector.ts';
import type { IO } from '../io.ts';
import { loadScenario } from '../simulate/scenario-source.ts';
import { beside } from './beside.ts';

type PlaceOf = (pointer: string) => Place;

/** What the tests of a file are bound to. */
export interface Binding {
  readonly file: string;
  readonly plan: Plan;
  /** Where a part of the file was written. */
  readonly placeOf: PlaceOf;
  readonly faults: FaultCollector;
  readonly io: IO;
}

/** A test that can run, with its checks and its source; undefined where its source cannot be made. */
export async function bindTest(
  test: TestDocument,
  pointer: string,
  binding: Binding,
): Promise<ReadyTest | undefined> {
  const { plan, placeOf, faults } = binding;
  const { checks, diagnostics } = readChecks(test, pointer, plan, placeOf);
  const source = await faults.collect(() => bindSource(test, pointer, binding));
  faults.add(diagnostics);
  const initial = test.start ? { rollout: true } : undefined;
  return source && { name: test.name, pointer, checks, initial, ...source };
}

/** The scenario of a test, the series of its `input` over those of the scenario. */
async function bindSource(
  test: TestDocument,
  pointer: string,
  binding: Binding,
): Promise<Pick<ReadyTest, 'source' | 'planned' | 'listener'>> {
  const { plan, placeOf, faults } = binding;
  const { scenario, placeOf: placeInScenario } = await scenarioOf(test, pointer, binding);
  const document = { ...scenario, signals: { ...scenario.signals, ...test.input } };
  const bound = bindScenario(document, {
    name: test.name,
    plan,
    duration: test.duration === undefined ? undefined : parseDuration(test.duration),
    placeOf(at) {
      const signal = inputSignal(test, at);
      return signal === undefined ? placeInScenario(at) : placeOf(`${pointer}/input/${signal}`);
    },
  });
  faults.add(bound.diagnostics);
  return { source: bound.source, planned: bound.planned, listener: bound.listener };
}

/** The scenario of a test, and where its parts were written. */
async function scenarioOf(
  { scenario }: TestDocument,
  pointer: string,
  { file, io, placeOf }: Binding,
): Promise<{ readonly scenario: ScenarioDocument; readonly placeOf: PlaceOf }> {
  if (typeof scenario !== 'string') {
    const placeInScenario: PlaceOf = (at) => placeOf(`${pointer}/scenario${at}`);
    return {
      scenario: scenario ?? {},
      placeOf: scenario ? placeInScenario : () => placeOf(`${pointer}/input`),
    };
  }
  const isPath = /[./\\]/.test(scenario);
  const found = await loadScenario(isPath ? beside(file, scenario) : scenario, io);
  throwIfErrors(await validate('scenario', found));
  return {
    scenario: found.value as ScenarioDocument,
    placeOf: (at) => ({ at: found.locate(at), path: toDotted(at) }),
  };
}

/** The signal that a place in a scenario is about, where the test itself gives it under `input`. */
function inputSignal({ input }: TestDocument, pointer: string): string | undefined {
  const name = /^\/signals\/([^/]+)/.exec(pointer)?.[1];
  return name !== undefined && input && name in input ? name : undefined;
}
