import type { Plan } from '../circuit/plan.ts';
import type { Entity, Trait } from './diff/entity.ts';
import { portray } from './diff/model.ts';
import type { PolicyResource } from './policy.ts';

/** One difference in meaning; `before` and `after` are null where the thing is not there. */
export interface Difference {
  readonly change: 'changed' | 'added' | 'removed' | 'renamed';
  /** What differs: `step 2`, `reset threshold of AVERAGE_LATENCY_0`. */
  readonly subject: string;
  readonly before: Trait['value'] | null;
  readonly after: Trait['value'] | null;
  /** The difference as a line: `step 2: 25 % -> 30 %`. */
  readonly text: string;
}

/** A policy with its compiled circuit, and what else its values say (the dashboard), if there are any. */
export interface Subject {
  readonly resource: PolicyResource;
  readonly plan: Plan;
  readonly dashboard?: unknown;
}

/** What differs in meaning between two policies: durations in another spelling, key order and comments do not. */
export function diff(before: Subject, after: Subject): Difference[] {
  const pairs = pair(portray(before), portray(after));
  return pairs.flatMap(([old, now]) => {
    if (old && now) return compare(old, now);
    const one = (old ?? now)!;
    return one.follows ? [] : [whole(old ? 'removed' : 'added', one)];
  });
}

type Pair = readonly [old: Entity | undefined, now: Entity | undefined];

/** Pairs what is the same thing: first by subject and likeness, then by likeness alone, then by subject. */
function pair(olds: readonly Entity[], nows: readonly Entity[]): Pair[] {
  const free = new Set(nows);
  const found = new Map<Entity, Entity>();
  const match = (same: (old: Entity, now: Entity) => boolean) => {
    for (const old of olds) {
      const now = found.has(old)
        ? undefined
        : [...free].find((one) => one.kind === old.kind && same(old, one));
      if (now) found.set(old, now);
      if (now) free.delete(now);
    }
  };
  const alike = (old: Entity, now: Entity) => old.likeness !== undefined && old.likeness === now.likeness;
  match((old, now) => old.subject === now.subject && alike(old, now));
  match(alike);
  match((old, now) => old.subject === now.subject);
  const news = [...free].map((now): Pair => [undefined, now]);
  return [...olds.map((old): Pair => [old, found.get(old)]), ...news].sort((a, b) => rank(a) - rank(b));
}

const rank = ([old, now]: Pair): number => (old ?? now)!.rank;

function whole(change: 'added' | 'removed', { subject, summary }: Entity): Difference {
  const [before, after] = change === 'added' ? [null, summary] : [summary, null];
  return { change, subject, before, after, text: `${subject}: ${change}${summary ? ` (${summary})` : ''}` };
}

function compare(old: Entity, now: Entity): Difference[] {
  const renamed: Difference[] =
    old.subject === now.subject
      ? []
      : [
          {
            change: 'renamed',
            subject: old.subject,
            before: old.subject,
            after: now.subject,
            text: `${old.subject}: is now ${now.subject}`,
          },
        ];
  const names = new Set([...old.traits, ...now.traits].map(({ name }) => name));
  return [
    ...renamed,
    ...[...names].flatMap((name) => {
      const [before, after] = [old, now].map((entity) => traitOf(entity, name));
      const head = (before ?? after)!.within;
      if (head !== undefined && !(traitOf(old, head) && traitOf(now, head))) return [];
      return differ(before, after, now.nameOf(name));
    }),
  ];
}

const traitOf = (entity: Entity, name: string): Trait | undefined =>
  entity.traits.find((trait) => trait.name === name);

function differ(before: Trait | undefined, after: Trait | undefined, subject: string): Difference[] {
  if (before && after && before.value === after.value) return [];
  const change = !before ? 'added' : !after ? 'removed' : 'changed';
  const text = before && after ? `${before.text} -> ${after.text}` : `${change} (${(before ?? after)!.text})`;
  return [
    {
      change,
      subject,
      before: before?.value ?? null,
      after: after?.value ?? null,
      text: `${subject}: ${text}`,
    },
  ];
}
