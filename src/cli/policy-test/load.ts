import type { Plan } from '../../circuit/plan.ts';
import { inFileOrder } from '../../errors/file-order.ts';
import { type Diagnostic, diagnostic, fail, type Place, throwIfErrors } from '../../errors/rollout-error.ts';
import type { PolicyTestDocument, TestDocument } from '../../run/policy-test/document.ts';
import type { ReadyTest } from '../../run/policy-test/run-test.ts';
import { validate } from '../../schema/validate.ts';
import { toDotted } from '../../text/pointer.ts';
import { type Document, parseYaml } from '../../text/yaml.ts';
import { FaultCollector } from '../fault-collector.ts';
import type { IO } from '../io.ts';
import { compileChecked, loadPolicy, type PolicyRequest } from '../load-policy.ts';
import { beside } from './beside.ts';
import { bindTest } from './bind.ts';

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
  const loaded = await loadPolicy(policyRequest(content, document, blueprints), io);
  const { plan, diagnostics } = await compileChecked(loaded);
  io.report(diagnostics);
  const placeOf = (pointer: string): Place => ({ at: document.locate(pointer), path: toDotted(pointer) });
  const faults = new FaultCollector();
  faults.add(sameNames(content.tests, placeOf));
  const binding = { file, plan, placeOf, faults, io };
  const tests: ReadyTest[] = [];
  for (const [i, test] of content.tests.entries()) {
    const ready = await bindTest(test, `/tests/${i}`, binding);
    if (ready) tests.push(ready);
  }
  io.report(throwIfErrors(inFileOrder(faults.diagnostics)));
  return { file, document, policy: loaded.name, plan, tests };
}

/**
 * The policy a test file names, by paths relative to that file. Throws TEST_POLICY unless it names exactly
 * one.
 */
function policyRequest(
  { values_file, policy_file, blueprint }: PolicyTestDocument,
  { file, locate }: Document,
  blueprints: string | undefined,
): PolicyRequest {
  if (policy_file === undefined && values_file === undefined)
    throw fail('TEST_POLICY', { given: 'neither' }, { at: locate('') });
  if (policy_file === undefined) return { valuesFile: beside(file, values_file!), blueprint, blueprints };
  if (values_file !== undefined) throw fail('TEST_POLICY', { given: 'both' }, { at: locate('/policy_file') });
  if (blueprint) throw fail('USAGE_CONFLICT', { flags: '--policy-file and --name' });
  return { policyFile: beside(file, policy_file) };
}

function sameNames(tests: readonly TestDocument[], placeOf: (pointer: string) => Place): Diagnostic[] {
  const names = tests.map(({ name }) => name);
  return tests.flatMap(({ name }, i) =>
    names.indexOf(name) === i ? [] : [diagnostic('TEST_NAME', { name }, placeOf(`/tests/${i}/name`))],
  );
}
