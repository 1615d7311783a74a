import type { HoursDocument } from '../../control/rollout-file/document.ts';
import type { Check } from '../prompts/prompts.ts';
import { answerAt, faultAt } from './fault-of.ts';

const ALWAYS = 'always';
const FORM = /^(?:([a-z,-]+) )?(\d\d:\d\d)-(\d\d:\d\d)(?: (\S+))?$/i;

/** The hours of `mon-thu 09:00-16:00 Europe/Berlin`; undefined for `always`, and for what cannot be read. */
export function readHours(answer: string): HoursDocument | undefined {
  const [, days, from, to, timezone] = FORM.exec(answer.trim()) ?? [];
  if (from === undefined || to === undefined) return undefined;
  const hours: Record<string, string> = { from, to };
  if (days !== undefined) hours.days = days.toLowerCase();
  if (timezone !== undefined) hours.timezone = timezone;
  return hours as unknown as HoursDocument;
}

export const isHours: Check = async (answer) => {
  if (answer === ALWAYS) return undefined;
  const hours = readHours(answer);
  if (!hours) return 'days, hours and time zone, such as mon-thu 09:00-16:00 Europe/Berlin; or always';
  return faultAt([answerAt(['forward_only'], [hours])], 'forward_only');
};
