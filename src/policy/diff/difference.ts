import type { Field } from './field.ts';
import type { Pair } from './pairs.ts';
import type { Part } from './part.ts';

/** One difference in meaning; `before` and `after` are null where there is nothing. */
export interface Difference {
  readonly change: 'changed' | 'added' | 'removed' | 'renamed';
  /** What differs: `step 2`, `reset threshold of AVERAGE_LATENCY_0`. */
  readonly subject: string;
  readonly before: Field['value'] | null;
  readonly after: Field['value'] | null;
  /** The difference as a line: `step 2: 25 % -> 30 %`. */
  readonly text: string;
  /** The part of the line that matters less: the name of the signal in parentheses. */
  readonly aside?: string;
}

/** What differs between the two sides of a pair; a derived part that only one side has is not reported. */
export function differencesOf(pair: Pair): Difference[] {
  const part = pair.after ?? pair.before;
  const aside = part?.title === undefined || part.title === part.name ? undefined : `(${part.name})`;
  return differences(pair).map((difference) => ({ ...difference, aside }));
}

function differences({ before, after }: Pair): Difference[] {
  if (before && after) return [...rename(before, after), ...fieldDifferences(before, after)];
  if (before && !before.isDerived)
    return [removed({ subject: before.name, title: before.title }, before.summary, before.summary)];
  if (after && !after.isDerived)
    return [added({ subject: after.name, title: after.title }, after.summary, after.summary)];
  return [];
}

function rename({ name: before }: Part, { name: after }: Part): Difference[] {
  if (before === after) return [];
  return [{ change: 'renamed', subject: before, before, after, text: `${before}: is now ${after}` }];
}

function fieldDifferences(before: Part, after: Part): Difference[] {
  const [olds, nows] = [fieldsByName(before), fieldsByName(after)];
  return [...new Map([...olds, ...nows]).keys()].flatMap((name) => {
    const [old, now] = [olds.get(name), nows.get(name)];
    const whole = (old ?? now)?.detailOf;
    if (whole !== undefined && !(olds.has(whole) && nows.has(whole))) return [];
    return differ({ subject: after.labelOf(name), title: after.labelOf(name, after.title) }, old, now);
  });
}

/** What differs: its name in data, and what lines call it where that says more. */
interface Named {
  readonly subject: string;
  readonly title?: string;
}

/** The first field of each name. */
function fieldsByName({ fields }: Part): Map<string, Field> {
  const byName = new Map<string, Field>();
  for (const field of fields) if (!byName.has(field.name)) byName.set(field.name, field);
  return byName;
}

function differ(named: Named, before: Field | undefined, after: Field | undefined): Difference[] {
  if (before && after) return change(named, before, after);
  if (before) return [removed(named, before.value, before.text)];
  if (after) return [added(named, after.value, after.text)];
  return [];
}

function change({ subject, title = subject }: Named, before: Field, after: Field): Difference[] {
  if (before.value === after.value) return [];
  const text = `${title}: ${before.text} -> ${after.text}`;
  return [{ change: 'changed', subject, before: before.value, after: after.value, text }];
}

const added = ({ subject, title = subject }: Named, after: Field['value'], text: string): Difference => ({
  change: 'added',
  subject,
  before: null,
  after,
  text: `${title}: added${inBrackets(text)}`,
});

const removed = ({ subject, title = subject }: Named, before: Field['value'], text: string): Difference => ({
  change: 'removed',
  subject,
  before,
  after: null,
  text: `${title}: removed${inBrackets(text)}`,
});

const inBrackets = (text: string): string => (text === '' ? '' : ` (${text})`);
