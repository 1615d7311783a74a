import { stepAssignments } from '../../blueprint/stage.ts';
import type { Assignment } from '../../text/assign.ts';
import { isGiven, isName } from './checks.ts';
import type { Criteria } from './criteria.ts';
import { type AnsweredDriver, askDriver } from './driver.ts';
import { driverChoices } from './driver-kinds.ts';
import type { Choice, Prompts } from './prompts.ts';
import { askRamp } from './ramp.ts';
import { type Missing, valueAt } from './required.ts';

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
}

/** Asks for what is missing; returns the answers as assignments. */
export async function askMissing(
  prompts: Prompts,
  { values, lists, missing }: Unanswered,
): Promise<Assignment[]> {
  const keys = new Set(missing.map(({ key }) => key));
  const answers: Assignment[] = [];
  if (keys.has('name')) answers.push({ path: NAME, value: await askName(prompts), flag: FLAG });
  let selectors = (valueAt(values, SELECTORS) ?? []) as readonly unknown[];
  if (keys.has('selectors')) {
    selectors = [await askSelector(prompts)];
    answers.push({ path: SELECTORS, value: selectors, flag: FLAG });
  }
  if (keys.has('drivers')) {
    const drivers = await askDrivers(prompts, lists, selectors);
    for (const [list, value] of groupByList(drivers))
      answers.push({ path: ['policy', 'drivers', list], value, flag: FLAG });
    if (countForward(drivers) > 1 && valueAt(values, FORWARD_WHEN) === undefined)
      answers.push({ path: FORWARD_WHEN, value: await askForwardWhen(prompts), flag: FLAG });
  }
  if (keys.has('stages')) answers.push(...stepAssignments(await askRamp(prompts), () => FLAG));
  return answers;
}

const askName = (prompts: Prompts): Promise<string> =>
  prompts.text({ message: 'Policy name', check: isName });

async function askSelector(prompts: Prompts): Promise<unknown> {
  const service = await prompts.text({
    message: 'Service that gets the feature',
    fallback: 'any',
    check: isGiven('checkout.prod.svc'),
  });
  const control_point = await prompts.text({
    message: 'Control point, where its requests are seen',
    fallback: 'ingress',
    check: isGiven('ingress'),
  });
  return { service, control_point };
}

const NO_DRIVER: Choice<'none'> = { value: 'none', title: 'Nothing: by time alone' };
const NO_MORE: Choice<'none'> = { value: 'none', title: 'Nothing more' };

/** One driver after the other, until there are enough; a blueprint of several driver lists needs none. */
async function askDrivers(
  prompts: Prompts,
  lists: readonly string[],
  selectors: readonly unknown[],
): Promise<AnsweredDriver[]> {
  const choices = driverChoices(lists);
  const drivers: AnsweredDriver[] = [];
  const first = lists.length > 1 ? [...choices, NO_DRIVER] : choices;
  let kind = await selectOne(prompts, 'What drives the ramp', first);
  while (kind !== 'none') {
    drivers.push(await askDriver(prompts, kind, selectors));
    kind = await selectOne(prompts, 'What else', [NO_MORE, ...choices]);
  }
  return drivers;
}

const countForward = (drivers: readonly AnsweredDriver[]): number =>
  drivers.filter(({ driver }) => (driver.criteria as Criteria | undefined)?.forward !== undefined).length;

/** How several forward criteria go together; all of them is proposed. */
const askForwardWhen = (prompts: Prompts): Promise<'all' | 'any'> =>
  prompts.select('Go forward while', [
    {
      value: 'all',
      title: 'all of them hold',
      description: 'a driver that is unhealthy, or has no data, holds the ramp',
    },
    {
      value: 'any',
      title: 'any one of them holds',
      description: 'one healthy driver is enough, whatever the others say',
    },
  ]);

/** A single choice needs no question. */
async function selectOne<T extends string>(
  prompts: Prompts,
  message: string,
  choices: readonly Choice<T>[],
): Promise<T> {
  const [only, ...others] = choices;
  return only && others.length === 0 ? only.value : prompts.select(message, choices);
}

function groupByList(drivers: readonly AnsweredDriver[]): Map<string, unknown[]> {
  const lists = new Map<string, unknown[]>();
  for (const { list, driver } of drivers) lists.set(list, [...(lists.get(list) ?? []), driver]);
  return lists;
}
