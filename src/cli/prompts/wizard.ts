import { stepAssignments } from '../../blueprint/stage.ts';
import type { Assignment } from '../../text/assign.ts';
import { printableLine } from '../../text/printable.ts';
import { isGiven, isName } from './checks.ts';
import type { AnsweredDriver } from './driver.ts';
import { askDrivers, askForwardWhen, countForward, groupByList } from './drivers.ts';
import { type Knowledge, noKnowledge } from './knowledge.ts';
import type { Prompts } from './prompts.ts';
import { askOwnCriteria } from './promql-driver.ts';
import { askRamp } from './ramp.ts';
import { type Missing, openQueries, valueAt } from './required.ts';
import { wrapWords } from './wrap-words.ts';

const NAME = ['policy', 'policy_name'] as const;
const SELECTORS = ['policy', 'load_ramp', 'sampler', 'selectors'] as const;
const FORWARD_WHEN = ['policy', 'forward_when'] as const;
const FLAG = 'your answer';

/** What a person is asked for. */
export interface Unanswered {
  /** The values so far. */
  readonly values: unknown;
  /** The driver lists of the blueprint. */
  readonly lists: readonly string[];
  readonly missing: readonly Missing[];
  readonly knowledge?: Knowledge;
  /** Gets the answers so far, each time there are more. */
  readonly onProgress?: (answers: readonly Assignment[]) => void;
}

/** Asks for what is missing; returns the answers as assignments. */
export async function askMissing(
  prompts: Prompts,
  { values, lists, missing, knowledge = noKnowledge, onProgress }: Unanswered,
): Promise<Assignment[]> {
  const keys = new Set(missing.map(({ key }) => key));
  const answers: Assignment[] = [];
  const add = (...more: Assignment[]) => {
    answers.push(...more);
    onProgress?.([...answers]);
  };
  if (keys.has('name')) add({ path: NAME, value: await askName(prompts, knowledge), flag: FLAG });
  let selectors = (valueAt(values, SELECTORS) ?? []) as readonly unknown[];
  if (keys.has('selectors')) {
    selectors = [await askSelector(prompts, knowledge)];
    add({ path: SELECTORS, value: selectors, flag: FLAG });
  }
  if (keys.has('drivers')) {
    const onDrivers = (some: readonly AnsweredDriver[]) => onProgress?.([...answers, ...assignDrivers(some)]);
    const drivers = await askDrivers(prompts, { lists, selectors, knowledge, onDrivers });
    add(...assignDrivers(drivers));
    if (countForward(drivers) > 1 && valueAt(values, FORWARD_WHEN) === undefined)
      add({ path: FORWARD_WHEN, value: await askForwardWhen(prompts, knowledge), flag: FLAG });
  }
  if (keys.has('criteria')) add(...(await askOpenCriteria(prompts, values, knowledge)));
  if (keys.has('stages')) add(...stepAssignments(await askRamp(prompts), () => FLAG));
  return answers;
}

const assignDrivers = (drivers: readonly AnsweredDriver[]): Assignment[] =>
  [...groupByList(drivers)].map(([list, value]) => ({
    path: ['policy', 'drivers', list],
    value,
    flag: FLAG,
  }));

/** Asks for the thresholds of the queries that have none. */
async function askOpenCriteria(
  prompts: Prompts,
  values: unknown,
  knowledge: Knowledge,
): Promise<Assignment[]> {
  const answers: Assignment[] = [];
  for (const { query, path } of openQueries(values)) {
    prompts.print(prompts.paint.dim(wrapWords(printableLine(query), { width: prompts.columns - 1 })));
    const criteria = await askOwnCriteria(prompts, query, { knowledge, onQuery: () => {} });
    answers.push({ path: [...path, 'criteria'], value: criteria, flag: FLAG });
  }
  return answers;
}

const askName = (prompts: Prompts, { explain }: Knowledge): Promise<string> =>
  prompts.text({ message: 'Policy name', check: isName, help: explain('policy.policy_name') });

const SELECTOR = 'policy.load_ramp.sampler.selectors[]';

async function askSelector(prompts: Prompts, { explain }: Knowledge): Promise<unknown> {
  const service = await prompts.text({
    message: 'Service that gets the feature',
    fallback: 'any',
    check: isGiven('checkout.prod.svc'),
    form: 'free',
    help: explain(`${SELECTOR}.service`),
  });
  const control_point = await prompts.text({
    message: 'Control point, where its requests are seen',
    fallback: 'ingress',
    check: isGiven('ingress'),
    form: 'free',
    help: explain(`${SELECTOR}.control_point`),
  });
  return { service, control_point };
}
