import type { Plan, Query } from '../../circuit/plan.ts';
import { type Diagnostic, diagnostic, type Place } from '../../errors/rollout-error.ts';
import { suggest } from '../../text/suggest.ts';

type Named = Pick<Plan, 'queries' | 'columns'>;

/** The position of a query by its signal, or by the title of what it measures where no other has it; -1 where there is none. */
export function findQuery(name: string, { queries }: Named): number {
  const position = queries.findIndex(({ signal }) => signal === name);
  if (position >= 0) return position;
  const [first, ...others] = queries.filter((query) => titleOf(query) === name);
  return first && others.length === 0 ? queries.indexOf(first) : -1;
}

const titleOf = ({ measure, signal }: Query): string => measure?.title ?? signal;

/** Why a name is that of no query. */
export function queryFault(name: string, { queries, columns }: Named, place: Place): Diagnostic {
  const alike = queries.filter((query) => titleOf(query) === name).map(({ signal }) => signal);
  if (alike.length > 0) return diagnostic('INJECT_TITLE', { title: name, signals: alike.join(', ') }, place);
  const signals = queries.map(({ signal }) => signal);
  const known = signals.join(', ');
  const isInner = columns.some((column) => column.name === name);
  const suggestion = isInner ? undefined : suggest(name, [...signals, ...queries.map(titleOf)]);
  return diagnostic('INJECT_SIGNAL', { signal: name, suggestion, known, isInner }, place);
}
