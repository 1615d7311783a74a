import { type Diagnostic, diagnostic, throwIfErrors } from '../../errors/rollout-error.ts';
import { formatMoment } from '../../text/time.ts';
import type { NamedIncident } from '../assess/input.ts';
import type { History } from '../history.ts';
import { labelOf, type WrittenIncident } from './incident.ts';

/** Incidents as rehearsals are judged on them, and what was found about them. */
export interface FittedIncidents {
  /** In order of time; no two overlap. */
  readonly incidents: readonly NamedIncident[];
  readonly diagnostics: readonly Diagnostic[];
}

/** How many names a message lists. */
const MAX_LISTED = 5;

/**
 * Those that reach into a history, in order. Overlapping ones are joined (INCIDENTS_JOINED), those of a file that lie outside
 * are left out (INCIDENTS_OUTSIDE). Throws INCIDENT_OUTSIDE for one of the command line, and for a file with no other.
 */
export function fitIncidents(
  written: readonly WrittenIncident[],
  history: Pick<History, 'start' | 'interval' | 'ticks'>,
): FittedIncidents {
  const end = history.start + history.ticks * history.interval;
  const period = { from: formatMoment(history.start), to: formatMoment(end) };
  const inside = written.filter(({ from, to }) => from < end && to > history.start);
  const outside = written.filter((one) => !inside.includes(one));
  const refused = inside.length === 0 ? outside : outside.filter(({ isFlag }) => isFlag);
  if (refused.length > 0) throwIfErrors([outsideFault(refused, period)]);
  const groups = overlapping(inside);
  const diagnostics = groups.filter((group) => group.length > 1).map(joinedWarning);
  if (outside.length > 0) {
    const params = { count: outside.length, of: written.length, ...period };
    diagnostics.push(diagnostic('INCIDENTS_OUTSIDE', params, { at: outside[0]!.place.at }));
  }
  return { incidents: groups.map(join), diagnostics };
}

/** In order of time, those that overlap or touch together. */
function overlapping(incidents: readonly WrittenIncident[]): WrittenIncident[][] {
  const groups: WrittenIncident[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const one of [...incidents].sort((a, b) => a.from - b.from || a.to - b.to)) {
    if (one.from <= end) groups.at(-1)!.push(one);
    else groups.push([one]);
    end = Math.max(end, one.to);
  }
  return groups;
}

/** One without a name is called by its number. */
function join(group: readonly WrittenIncident[], position: number): NamedIncident {
  const names = [...new Set(group.flatMap(({ name }) => name ?? []))];
  return {
    name: names.join(', ') || `incident ${position + 1}`,
    from: group[0]!.from,
    to: Math.max(...group.map(({ to }) => to)),
  };
}

const joinedWarning = (group: readonly WrittenIncident[]): Diagnostic =>
  diagnostic('INCIDENTS_JOINED', { names: listed(group) }, group[0]!.place);

const outsideFault = (
  outside: readonly WrittenIncident[],
  period: { readonly from: string; readonly to: string },
): Diagnostic => diagnostic('INCIDENT_OUTSIDE', { names: listed(outside), ...period }, outside[0]!.place);

function listed(incidents: readonly WrittenIncident[]): string {
  const names = incidents.slice(0, MAX_LISTED).map(labelOf);
  const more = incidents.length - names.length;
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ');
}
