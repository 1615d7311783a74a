import { stepAssignments } from '../../blueprint/stage.ts';
import type { Assignment } from '../../text/assign.ts';
import type { Ask } from './ask.ts';
import { isGiven, isName } from './checks.ts';
import { type AskedDriver, askDriver, driverChoices } from './driver.ts';
import { askRamp } from './ramp.ts';
import { type Missing, valueAt } from './required.ts';

const SELECTORS = ['policy', 'load_ramp', 'sampler', 'selectors'] as const;

/** Asks for what is still open of a blueprint with these driver lists; returns the answers as assignments. */
export async function walk(
  ask: Ask,
  values: unknown,
  lists: readonly string[],
  open: readonly Missing[],
): Promise<Assignment[]> {
  const missing = new Set(open.map(({ key }) => key));
  const answers: Assignment[] = [];
  const answer = (path: Assignment['path'], value: unknown) =>
    answers.push({ path, value, flag: 'your answer' });
  if (missing.has('name')) answer(['policy', 'policy_name'], await askName(ask));
  let selectors = valueAt(values, SELECTORS) as readonly unknown[] | undefined;
  if (missing.has('selectors')) {
    selectors = [await askSelector(ask)];
    answer(SELECTORS, selectors);
  }
  if (missing.has('drivers')) {
    for (const [list, drivers] of groupByList(await askDrivers(ask, lists, selectors ?? [])))
      answer(['policy', 'drivers', list], drivers);
  }
  if (missing.has('stages')) answers.push(...stepAssignments(await askRamp(ask), () => 'your answer'));
  return answers;
}

const askName = (ask: Ask): Promise<string> => ask.text({ message: 'Policy name', check: isName });

async function askSelector(ask: Ask): Promise<unknown> {
  const service = await ask.text({
    message: 'Service that gets the feature',
    fallback: 'any',
    check: isGiven('checkout.prod.svc'),
  });
  const control_point = await ask.text({
    message: 'Control point, where its requests are seen',
    fallback: 'ingress',
    check: isGiven('ingress'),
  });
  return { service, control_point };
}

/** One driver after the other, until there are enough; the mixed blueprint may do without. */
async function askDrivers(
  ask: Ask,
  lists: readonly string[],
  selectors: readonly unknown[],
): Promise<AskedDriver[]> {
  const drivers: AskedDriver[] = [];
  const choices = driverChoices(lists);
  const none = { value: 'none', title: 'Nothing: by time alone' } as const;
  for (;;) {
    const first = drivers.length === 0;
    const done = { value: 'none', title: 'Nothing more' } as const;
    const offered = first ? (lists.length > 1 ? [...choices, none] : choices) : [done, ...choices];
    const sort =
      offered.length === 1
        ? offered[0]!.value
        : await ask.choose(first ? 'What drives the ramp' : 'What else', offered);
    if (sort === 'none') return drivers;
    drivers.push(await askDriver(ask, sort, selectors));
  }
}

function groupByList(drivers: readonly AskedDriver[]): Map<string, unknown[]> {
  const lists = new Map<string, unknown[]>();
  for (const { list, driver } of drivers) lists.set(list, [...(lists.get(list) ?? []), driver]);
  return lists;
}
