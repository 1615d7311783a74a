import { compile } from '../../src/circuit/compile.ts';
import type { Diagnostic } from '../../src/errors/rollout-error.ts';
import { bindScenario } from '../../src/run/bind-scenario.ts';
import { readChecks } from '../../src/run/policy-test/checks.ts';
import type { PolicyTestDocument } from '../../src/run/policy-test/document.ts';
import type { TestReport } from '../../src/run/policy-test/failure.ts';
import { runTest } from '../../src/run/policy-test/run-test.ts';
import { type Document, parseYaml } from '../../src/text/yaml.ts';
import { checkoutCircuit } from './rehearsal.ts';

/** The plan that `check` tests: the checkout rollout. */
export const checkoutPlan = compile(checkoutCircuit(), () => ({})).plan!;

/**
 * Runs the first test of a file written as YAML against the checkout rollout; faults instead of a report
 * where it has any.
 */
export async function check(
  yaml: string,
): Promise<{ document: Document; report?: TestReport; diagnostics: readonly Diagnostic[] }> {
  const document = parseYaml(`tests:\n${yaml}`, 'x.test.yaml');
  const test = (document.value as PolicyTestDocument).tests[0]!;
  const plan = checkoutPlan;
  const { checks, diagnostics } = readChecks(test, '/tests/0', plan, (pointer) => ({
    at: document.locate(pointer),
  }));
  if (diagnostics.length > 0) return { document, diagnostics };
  const signals = { LATENCY: 50, ERRORS: 0, ...test.input };
  const bound = bindScenario(
    { duration: test.duration ?? '5m', signals },
    { name: 'test', plan, placeOf: () => ({}) },
  );
  const initial = test.start ? { rollout: true } : undefined;
  const report = await runTest(
    { name: test.name, pointer: '/tests/0', checks, source: bound.source, planned: [], initial },
    { policy: 'checkout', plan },
  );
  return { document, report, diagnostics };
}
