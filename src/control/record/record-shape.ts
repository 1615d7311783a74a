import {
  isCount,
  isMapping,
  isNumber,
  isText,
  isTruth,
  listOf,
  mappingOf,
  oneOf,
  orNull,
} from '../../text/shape.ts';
import { otherFormat } from '../other-format.ts';
import { ENDINGS, RECORD_FORMAT, type RolloutRecord } from './record.ts';

const isPercentage = (value: unknown): boolean =>
  isNumber(value) && (value as number) >= 0 && (value as number) <= 100;

const isCertainty = orNull(oneOf('clean', 'dirty'));

const isRecord = mappingOf({
  rollout: isText,
  number: isCount,
  target: isPercentage,
  ceiling: isPercentage,
  killed: orNull(mappingOf({ acknowledged: isCertainty, confirmed: isCertainty, late: listOf(isText) })),
  started: isTruth,
  paused: isTruth,
  attempt: isCount,
  approvals: listOf(mappingOf({ step: isCount, plan: isText, attempt: isCount })),
  plan: isText,
  holder: orNull(isText),
  unclean: listOf(isText),
  resumed: isCount,
  advanced: isCount,
  ended: orNull(oneOf(...ENDINGS)),
  requests: listOf(mappingOf({ id: isText, verb: isText, by: isText, at: isText, reason: isText })),
});

export type ReadRecord =
  | { readonly kind: 'record'; readonly record: RolloutRecord }
  | { readonly kind: 'fault'; readonly why: string };

/** A value that was read as JSON as a record, or why it is none that may be acted on. */
export function readRecord(value: unknown): ReadRecord {
  if (!isMapping(value)) return { kind: 'fault', why: 'it is no record of a rollout' };
  const { format } = value as { format?: unknown };
  if (format !== RECORD_FORMAT) return { kind: 'fault', why: otherFormat(format, RECORD_FORMAT) };
  if (!isRecord(value)) return { kind: 'fault', why: 'it is no record of a rollout' };
  return { kind: 'record', record: value as RolloutRecord };
}
