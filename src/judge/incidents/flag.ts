import { fail, RolloutError } from '../../errors/rollout-error.ts';
import type { Moment } from '../../text/time.ts';
import { placeIn } from '../flag-words.ts';
import { readSpan, timeReader, type WrittenIncident } from './incident.ts';

const FLAG = '--incident';

/** Reads `FROM/TO` or `FROM/TO=NAME`. Throws INCIDENT_FORM, INCIDENT_TIME (of both ends), INCIDENT_ORDER. */
export function parseIncident(text: string, now: Moment): WrittenIncident {
  const place = placeIn(FLAG, text, 0);
  const parts = /^([^/=]+)\/([^/=]+)(?:=(.*))?$/s.exec(text);
  if (!parts) throw fail('INCIDENT_FORM', { got: text }, place);
  const [, first = '', second = '', name = ''] = parts;
  const span = readSpan(
    { value: first, place },
    { value: second, place: placeIn(FLAG, text, first.length + 1) },
    timeReader(now),
  );
  if (Array.isArray(span)) throw new RolloutError(span);
  return { ...span, name: name.trim() || undefined, place, isFlag: true };
}
