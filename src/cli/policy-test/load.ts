import { dirname, isAbsolute, join } from 'node:path';
import type { Plan } from '../../circuit/plan.ts';
import { inFileOrder } from '../../errors/file-order.ts';
import {
  type Diagnostic,
  diagnostic,
  fail,
  type Place,
  RolloutError,
  throwIfErrors,
} from '../../errors/rollout-error.ts';
import { type Ramp, rampOf } from '../../rollout/ramp.ts';
import { readChecks } from '../../run/policy-test/checks.ts';
import type { PolicyTestDocument, TestDocument } from '../../run/policy-test/document.ts';
import type { ReadyTest } from '../../run/policy-test/run-test.ts';
import { validate } from '../../schema/validate.ts';
import type { ScenarioDocument } from '../../source/scenario/document.ts';
import { parseDuration } from '../../text/duration.ts';
import { toDotted } from '../../text/pointer.ts';
import { type Document, parseYaml } from '../../text/yaml.ts';
import { compileLoaded, loadPolicy } from '../inputs.ts';
import type { IO } from '../io.ts';
import { bindScenario, loadScenario } from '../simulate/scenario-source.ts';

/** A test file, read, checked and bound to the policy it tests. */
export interface TestFile {
  readonly file: string;
  readonly document: Document;
  readonly policy: string;
  readonly plan: Plan;
  readonly tests: readonly ReadyTest[];
}

/** Reads a test file and everything it names. Throws RolloutError with all that is wrong in it. */
export async function loadTests(file: string, blueprints: string | undefined, io: IO): Promise<TestFile> {
  const document = parseYaml(await io.read(file), file, 'a policy test');
  throwIfErrors(await validate('policy-test', document));
  const content = document.value as PolicyTestDocument;
  const loaded = await loadPolicy({ ...policyOptions(content, document), blueprints }, io);
  const { plan, diagnostics } = compileLoaded(loaded);
  io.report(diagnostics);
  const faults: Diagnostic[] = [];
  const binding: Binding = {
    document,
    faults,
    io,
    plan,
    ramp: rampOf(plan),
    placeOf: (pointer) => ({ at: document.locate(pointer), path: toDotted(pointer) }),
  };
  faults.push(...doubles(content.tests, binding));
  const tests: ReadyTest[] = [];
  for (const [i, test] of content.tests.entries()) {
    const ready = await bind(test, `/tests/${i}`, binding).catch((problem: unknown) => {
      if (!(problem instanceof RolloutError)) throw problem;
      faults.push(...problem.diagnostics);
    });
    if (ready) tests.push(ready);
  }
  io.report(throwIfErrors(inFileOrder(faults)));
  return { file, document, policy: loaded.name, plan, tests };
}

interface Binding {
  readonly document: Document;
  /** What is wrong with the tests, warnings included. */
  readonly faults: Diagnostic[];
  readonly io: IO;
  readonly plan: Plan;
  readonly ramp: Ramp | undefined;
  readonly placeOf: (pointer: string) => Place;
}

function policyOptions(
  { values_file, policy_file, blueprint }: PolicyTestDocument,
  { file, locate }: Document,
): Parameters<typeof loadPolicy>[0] {
  if ((values_file === undefined) === (policy_file === undefined))
    throw fail(
      'TEST_POLICY',
      { given: values_file === undefined ? 'neither' : 'both' },
      { at: locate(values_file === undefined ? '' : '/policy_file') },
    );
  return { name: blueprint, valuesFile: beside(file, values_file), policyFile: beside(file, policy_file) };
}

function doubles(tests: readonly TestDocument[], { placeOf }: Binding): Diagnostic[] {
  const names = tests.map(({ name }) => name);
  return tests.flatMap(({ name }, i) =>
    names.indexOf(name) === i ? [] : [diagnostic('TEST_NAME', { name }, placeOf(`/tests/${i}/name`))],
  );
}

async function bind(test: TestDocument, pointer: string, binding: Binding): Promise<ReadyTest> {
  const { checks, diagnostics } = readChecks(test, pointer, binding.plan, binding.placeOf);
  const feed = await feedOf(test, pointer, binding).catch((problem: unknown) => {
    if (!(problem instanceof RolloutError)) throw problem;
    throw new RolloutError([...problem.diagnostics, ...diagnostics], problem);
  });
  throwIfErrors(diagnostics);
  return { name: test.name, pointer, checks, initial: test.start ? { rollout: true } : undefined, ...feed };
}

/** What a test feeds its run with. */
async function feedOf(
  test: TestDocument,
  pointer: string,
  binding: Binding,
): Promise<Pick<ReadyTest, 'source' | 'planned' | 'listener'>> {
  const { plan, ramp, placeOf, faults } = binding;
  const { scenario, place } = await scenarioOf(test, pointer, binding);
  const duration = test.duration === undefined ? undefined : parseDuration(test.duration);
  const bound = bindScenario(
    { ...scenario, signals: { ...scenario.signals, ...test.input } },
    {
      name: test.name,
      plan,
      ramp,
      duration,
      placeOf: (at) => inputPlace(test, at, pointer, placeOf) ?? place(at),
    },
  );
  faults.push(...bound.diagnostics);
  return { source: bound.source, planned: bound.planned, listener: bound.listener };
}

/** The scenario of a test, and where its parts were written. */
async function scenarioOf(
  test: TestDocument,
  pointer: string,
  { document, io, placeOf }: Binding,
): Promise<{ scenario: ScenarioDocument; place: (at: string) => Place }> {
  if (typeof test.scenario !== 'string')
    return {
      scenario: test.scenario ?? {},
      place: (at) => placeOf(test.scenario ? `${pointer}/scenario${at}` : `${pointer}/input`),
    };
  const isPath = /[./\\]/.test(test.scenario);
  const found = await loadScenario(isPath ? beside(document.file, test.scenario)! : test.scenario, io);
  throwIfErrors(await validate('scenario', found));
  return {
    scenario: found.value as ScenarioDocument,
    place: (at) => ({ at: found.locate(at), path: toDotted(at) }),
  };
}

/** Signals that the test itself gives stand under its `input`. */
function inputPlace(
  { input }: TestDocument,
  at: string,
  pointer: string,
  placeOf: (pointer: string) => Place,
): Place | undefined {
  const name = /^\/signals\/([^/]+)/.exec(at)?.[1];
  return name !== undefined && input && name in input ? placeOf(`${pointer}/input/${name}`) : undefined;
}

/** A path relative to the file that names it. */
const beside = (file: string, path: string | undefined): string | undefined =>
  path === undefined || isAbsolute(path) || file === '-' ? path : join(dirname(file), path);
