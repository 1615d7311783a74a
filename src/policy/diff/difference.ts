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
}

/** What differs between the two sides of a pair; a derived part that only one side has is not reported. */
export function differencesOf({ before, after }: Pair): Difference[] {
  if (before && after) return [...rename(before, after), ...fieldDifferences(before, after)];
  if (before && !before.isDerived) return [removed(before.name, before.summary, before.summary)];
  if (after && !after.isDerived) return [added(after.name, after.summary, after.summary)];
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
    return differ(after.labelOf(name), old, now);
  });
}

/** The first field of each name. */
function fieldsByName({ fields }: Part): Map<string, Field> {
  const byName = new Map<string, Field>();
  for (const field of fields) if (!byName.has(field.name)) byName.set(field.name, field);
  return byName;
}

function differ(subject: string, before: Field | undefined, after: Field | undefined): Difference[] {
  if (before && after) return change(subject, before, after);
  if (before) return [removed(subject, before.value, before.text)];
  if (after) return [added(subject, after.value, after.text)];
  return [];
}

function change(subject: string, before: Field, after: Field): Difference[] {
  if (before.value === after.value) return [];
  const text = `${subject}: ${before.text} -> ${after.text}`;
  return [{ change: 'changed', subject, before: before.value, after: after.value, text }];
}

const added = (subject: string, after: Field['value'], text: string): Difference => ({
  change: 'added',
  subject,
  before: null,
  after,
  text: `${subject}: added${inBrackets(text)}`,
});

const removed = (subject: string, before: Field['value'], text: string): Difference => ({
  change: 'removed',
  subject,
  before,
  after: null,
  text: `${subject}: removed${inBrackets(text)}`,
});

const inBrackets = (text: string): string => (text === '' ? '' : ` (${text})`);
