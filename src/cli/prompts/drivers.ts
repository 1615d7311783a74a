import type { Criteria } from './criteria.ts';
import { type AnsweredDriver, askDriver } from './driver.ts';
import { driverChoices } from './driver-kinds.ts';
import type { Knowledge } from './knowledge.ts';
import type { Choice, Prompts } from './prompts.ts';

const NO_DRIVER: Choice<'none'> = { value: 'none', title: 'Nothing: by time alone' };
const NO_MORE: Choice<'none'> = { value: 'none', title: 'Nothing more' };

interface DriversQuestion {
  readonly lists: readonly string[];
  readonly selectors: readonly unknown[];
  readonly knowledge: Knowledge;
  readonly onDrivers: (drivers: readonly AnsweredDriver[]) => void;
}

/** One driver after the other, until there are enough; a blueprint of several driver lists needs none. */
export async function askDrivers(
  prompts: Prompts,
  { lists, selectors, knowledge, onDrivers }: DriversQuestion,
): Promise<AnsweredDriver[]> {
  const choices = driverChoices(lists);
  const drivers: AnsweredDriver[] = [];
  const first = lists.length > 1 ? [...choices, NO_DRIVER] : choices;
  const help = knowledge.explain('policy.drivers');
  const onDraft = (draft: AnsweredDriver) => onDrivers([...drivers, draft]);
  let kind = await selectOne(prompts, { message: 'What drives the ramp', help }, first);
  while (kind !== 'none') {
    drivers.push(await askDriver(prompts, kind, { selectors, knowledge, onDraft }));
    onDrivers(drivers);
    kind = await selectOne(prompts, { message: 'What else', help }, [NO_MORE, ...choices]);
  }
  return drivers;
}

export const countForward = (drivers: readonly AnsweredDriver[]): number =>
  drivers.filter(({ driver }) => (driver.criteria as Criteria | undefined)?.forward !== undefined).length;

/** How several forward criteria go together; all of them is proposed. */
export const askForwardWhen = (prompts: Prompts, { explain }: Knowledge): Promise<'all' | 'any'> =>
  prompts.select('Go forward while', FORWARD_CHOICES, { help: explain('policy.forward_when') });

const FORWARD_CHOICES: readonly Choice<'all' | 'any'>[] = [
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
];

/** A single choice needs no question. */
async function selectOne<T extends string>(
  prompts: Prompts,
  { message, help }: { readonly message: string; readonly help: string | undefined },
  choices: readonly Choice<T>[],
): Promise<T> {
  const [only, ...others] = choices;
  return only && others.length === 0 ? only.value : prompts.select(message, choices, { help });
}

export function groupByList(drivers: readonly AnsweredDriver[]): Map<string, unknown[]> {
  const lists = new Map<string, unknown[]>();
  for (const { list, driver } of drivers) lists.set(list, [...(lists.get(list) ?? []), driver]);
  return lists;
}
