import { readdirSync } from 'node:fs';
import type { Plan } from '../../circuit/plan.ts';
import { packagePath } from '../../disk/package-root.ts';
import { nowhere } from '../../errors/location.ts';
import { codeOf, fail, throwIfErrors } from '../../errors/rollout-error.ts';
import { type BoundScenario, bindScenario } from '../../run/bind-scenario.ts';
import { validate } from '../../schema/validate.ts';
import type { ScenarioDocument } from '../../source/scenario/document.ts';
import { assign } from '../../text/assign.ts';
import { toDotted } from '../../text/pointer.ts';
import { suggest } from '../../text/suggest.ts';
import { type Document, parseYaml } from '../../text/yaml.ts';
import type { IO } from '../io.ts';
import type { ScenarioRequest } from './source-request.ts';

const BUILT_IN = packagePath('examples/scenarios');

/**
 * Loads a built-in scenario by name or a file by path, with `--signal NAME=MEASURE` on top, and binds it to
 * the plan.
 */
export async function scenarioSource(
  { scenario: name, signals, duration }: ScenarioRequest,
  plan: Plan,
  io: IO,
): Promise<BoundScenario> {
  const document = withSignals(await loadScenario(name, io), signals);
  throwIfErrors(await validate('scenario', document));
  const placeOf = (pointer: string) => ({
    at: document.locate(pointer),
    path: toDotted(pointer),
  });
  return bindScenario(document.value as ScenarioDocument, {
    name,
    plan,
    duration,
    placeOf,
  });
}

/** A built-in scenario by name, or a file by path; not checked against the schema yet. */
export async function loadScenario(given: string, io: IO): Promise<Document> {
  const known = builtIns();
  if (known.includes(given))
    return parseYaml(await io.read(`${BUILT_IN}/${given}.yaml`), `${given}.yaml`, 'a scenario');
  return parseYaml(await io.read(given).catch(unlessNamed(given, known)), given, 'a scenario');
}

/** What is no file, and no path either, was meant as a name. */
const unlessNamed = (given: string, known: readonly string[]) => (problem: unknown) => {
  if (codeOf(problem) !== 'FILE_MISSING' || /[./\\]|^-$/.test(given)) throw problem;
  throw fail('SCENARIO_UNKNOWN', { name: given, suggestion: suggest(given, known), known: known.join(', ') });
};

/** The names of the scenarios that come with rollout. */
export const builtIns = (): string[] =>
  readdirSync(BUILT_IN)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.slice(0, -'.yaml'.length))
    .sort();

function withSignals(document: Document, signals: readonly string[]): Document {
  return assign(
    document,
    signals.map((text) => {
      const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
      if (name === undefined || value === undefined)
        throw fail(
          'USAGE_VALUE',
          { flag: '--signal', got: text, expected: 'NAME=MEASURE, such as PROMQL_0=error_rate' },
          { at: nowhere('command line') },
        );
      return { path: ['signals', name], value, flag: `--signal ${name}` };
    }),
  );
}
