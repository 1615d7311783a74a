import { actuatorKinds } from '../../control/actuators.ts';
import { notifierKinds } from '../../control/notifiers.ts';
import type { CheckedPlan } from '../../control/rollout-file/check-plan.ts';
import type { Assignment } from '../../text/assign.ts';
import type { Choice, Prompts } from '../prompts/prompts.ts';
import { wrapWords } from '../prompts/wrap-words.ts';
import { askConfig, type EntryKind } from './entry-questions.ts';
import { answerAt, faultAt } from './fault-of.ts';
import type { Known } from './known.ts';

const NOBODY = 'nobody';

/** Asks what is moved: one target, and more as long as somebody wants them. */
export async function askActuators(prompts: Prompts, { checked }: Known): Promise<readonly Assignment[]> {
  const entries: Assignment[] = [];
  for (;;) {
    entries.push(await askActuator(prompts, entries, checked));
    if (!(await prompts.confirm('Does it move something else, too', false))) return entries;
  }
}

async function askActuator(
  prompts: Prompts,
  entries: readonly Assignment[],
  checked: CheckedPlan,
): Promise<Assignment> {
  for (;;) {
    const kind = await prompts.select('What does it move', choicesOf(actuatorKinds), {
      help: 'Where the percentage is written. `exec` and `webhook` reach what has no kind of its own.',
    });
    const chosen = actuatorKinds.find((one) => one.kind === kind)!;
    const entry = await askEntry(chosen, prompts, { list: 'actuators', at: entries.length, entries });
    const fault = await faultAt([...entries, entry], `actuators[${entries.length}]`, checked);
    if (fault === undefined) return entry;
    prompts.print(prompts.paint.red(wrapWords(fault, { width: prompts.columns, indent: '' })));
  }
}

/** Asks who is told what happens; nobody has to be. */
export async function askNotify(prompts: Prompts): Promise<readonly Assignment[]> {
  const nobody = { value: NOBODY, title: 'nobody', description: 'Its journal and its status say it.' };
  const kind = await prompts.select('Who is told what happens', [nobody, ...choicesOf(notifierKinds)], {
    help: 'Starts, steps, resets, kills, and what fails. More receivers can be added to the file.',
  });
  const chosen = notifierKinds.find((one) => one.kind === kind);
  if (chosen) return [await askEntry(chosen, prompts, { list: 'notify', at: 0, entries: [] })];
  return [];
}

const choicesOf = (kinds: readonly EntryKind[]): Choice<string>[] =>
  kinds.map(({ kind, summary }) => ({ value: kind, title: kind, description: summary }));

/** Where an entry will stand, and those that it is checked beside. */
interface Standing {
  readonly list: 'actuators' | 'notify';
  readonly at: number;
  readonly entries: readonly Assignment[];
}

async function askEntry(
  entryKind: EntryKind,
  prompts: Prompts,
  { list, at, entries }: Standing,
): Promise<Assignment> {
  const { kind } = entryKind;
  const config = await askConfig(entryKind, prompts, async (given, keys) => {
    const answers = [...entries, answerAt([list, at], { [kind]: given })];
    for (const key of keys) {
      const fault = await faultAt(answers, `${list}[${at}].${kind}.${key}`);
      if (fault !== undefined) return fault;
    }
    return undefined;
  });
  return answerAt([list, at], { [kind]: config });
}
