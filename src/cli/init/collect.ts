import { dirname, isAbsolute, relative } from 'node:path';
import { planFaults } from '../../control/rollout-file/check-plan.ts';
import { checkRollout } from '../../control/rollout-file/read.ts';
import type { RolloutFile } from '../../control/rollout-file/rollout-file.ts';
import { nowhere } from '../../errors/location.ts';
import { diagnostic, fail, RolloutError, throwIfErrors } from '../../errors/rollout-error.ts';
import { rampOf } from '../../rollout/ramp.ts';
import { type Assignment, assign } from '../../text/assign.ts';
import type { Document } from '../../text/yaml.ts';
import type { Progress } from '../generate/progress.ts';
import type { IO } from '../io.ts';
import { compileChecked, DEFAULT_FILE, loadPolicy, type PolicyRequest } from '../load-policy.ts';
import type { Prompts } from '../prompts/prompts.ts';
import type { Known } from './known.ts';
import { QUESTIONS } from './questions.ts';
import type { InitRequest } from './request.ts';

/** A rollout file that is whole, and nothing is wrong with. */
export interface Collected {
  readonly document: Document;
  readonly rollout: RolloutFile;
  readonly answers: readonly Assignment[];
}

export interface InitAsking {
  readonly prompts: Prompts;
  readonly progress: Progress;
}

/** The policy of a rollout file that is to be written. Throws what is wrong with it, and ROLLOUT_NO_RAMP. */
export async function knownOf({ policy }: InitRequest, io: IO): Promise<Known> {
  const loaded = await loadPolicy(policy, io);
  const { plan, diagnostics } = await compileChecked(loaded);
  io.report(diagnostics);
  const ramp = rampOf(plan);
  if (!ramp) throw fail('ROLLOUT_NO_RAMP', { policy: loaded.name }, { at: nowhere(loaded.file ?? '') });
  return { checked: { plan, policy: loaded.name }, steps: ramp.steps.length, now: io.now() };
}

/**
 * What flags say, and answers to what they do not, once something is missing that is needed. Throws USAGE_MISSING where
 * nobody is asked, and what is wrong with the whole.
 */
export async function collectRollout(
  request: InitRequest,
  known: Known,
  asking: InitAsking | undefined,
): Promise<Collected> {
  const given = assign(baseOf(request), request.given);
  const missing = missingIn(given, known);
  if (missing.length > 0 && !asking) throw new RolloutError(missing);
  const answers = missing.length > 0 && asking ? await askAll(given, known, asking) : [];
  const document = named(assign(given, answers), known);
  const rollout = await checkRollout(document);
  throwIfErrors(planFaults(rollout, known.checked));
  return { document, rollout, answers };
}

function missingIn({ value }: Document, { checked }: Known) {
  const keys = Object.keys(value as object);
  const hint = 'it is asked for at a terminal, where --no-input is not given';
  const server = {
    what: 'the server that answers the queries of the policy',
    flag: '--prometheus URL',
    hint,
  };
  const flag = "--actuator '{flagd: {file: FILE, flag: FLAG}}', or another kind";
  const target = { what: 'what the rollout moves', flag, hint };
  return [
    ...(keys.includes('prometheus') || checked.plan.queries.length === 0 ? [] : [server]),
    ...(keys.includes('actuators') ? [] : [target]),
  ].map((params) => diagnostic('USAGE_MISSING', params));
}

async function askAll(given: Document, known: Known, { prompts, progress }: InitAsking) {
  const answers: Assignment[] = [];
  const open = Object.keys(QUESTIONS).filter((key) => !Object.hasOwn(given.value as object, key));
  const asked = open.filter((key) => key !== 'prometheus' || known.checked.plan.queries.length > 0);
  for (const key of asked) {
    answers.push(...(await QUESTIONS[key]!(prompts, known)));
    progress.answers = [...answers];
  }
  return answers;
}

/** The rollout has the name of its policy where nobody gave it another. */
function named(document: Document, { checked }: Known): Document {
  if (Object.hasOwn(document.value as object, 'rollout')) return document;
  return { ...document, value: { rollout: checked.policy, ...(document.value as object) } };
}

/** What the file says of its policy. Its own path is what its faults are reported at. */
const baseOf = ({ file, policy }: InitRequest): Document => ({
  file,
  value: policyKeys(file, policy),
  locate: () => nowhere(file),
});

function policyKeys(file: string, policy: PolicyRequest): object {
  if ('policyFile' in policy) return { policy_file: fromFile(file, policy.policyFile) };
  const { valuesFile = DEFAULT_FILE, blueprint } = policy;
  const values = { values_file: fromFile(file, valuesFile) };
  if (blueprint === undefined) return values;
  return { ...values, blueprint };
}

/** A path as the rollout file names it: relative to itself. */
const fromFile = (file: string, path: string): string => {
  if (isAbsolute(path) || file === '-') return path;
  return relative(dirname(file), path);
};
