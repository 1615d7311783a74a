import type { Seconds } from '../../../text/duration.ts';
import type { Answer, EtcdGateway } from './gateway.ts';

/** A key as etcd has it. */
export interface KeyValue {
  readonly key: string;
  readonly text: string;
  /** The revision in which it was made: another one after it was removed. */
  readonly created: string;
  /** The revision of its last write. */
  readonly modified: string;
}

interface RangeReply {
  readonly header: { readonly revision: string };
  readonly kvs?: readonly {
    readonly key: string;
    readonly value?: string;
    readonly create_revision: string;
    readonly mod_revision: string;
  }[];
}

interface TransactionReply {
  readonly header: { readonly revision: string };
  readonly succeeded?: boolean;
}

/** The revision of a key that is not there. */
export const ABSENT = '0';

/** What must be so for a write to be done. */
export type Condition = {
  readonly key: string;
  readonly revision: string;
  readonly of: 'created' | 'modified';
};

export interface Put {
  readonly key: string;
  readonly text: string;
  /** The key is removed when this lease ends. */
  readonly lease?: string;
}

/** What a transaction does: writes keys, and removes all that begin with a text, or one key. */
export interface Changes {
  readonly puts?: readonly Put[];
  readonly removedBelow?: readonly string[];
  readonly removed?: readonly string[];
}

export interface Below {
  /** What the keys begin with. */
  readonly prefix: string;
  /** The first key after this one. */
  readonly after?: string;
  readonly limit?: number;
  readonly keysOnly?: boolean;
  /** The last ones first. */
  readonly isBackward?: boolean;
  /** A shorter time limit than that of the gateway. */
  readonly timeout?: Seconds;
}

/** Undefined where there is no such key. */
export async function readKey(gateway: EtcdGateway, key: string): Promise<Answer<KeyValue | undefined>> {
  const answer = await rangeOf(gateway, key);
  return answer.kind === 'none' ? answer : { kind: 'answer', value: valuesOf(answer.value)[0] };
}

/** A key, if there is one, and the revision of the last write of any. */
export interface Seen {
  readonly present: KeyValue | undefined;
  readonly revision: string;
}

/** As `readKey`, with the revision that etcd has by then. */
export async function seeKey(gateway: EtcdGateway, key: string): Promise<Answer<Seen>> {
  const answer = await rangeOf(gateway, key);
  if (answer.kind === 'none') return answer;
  const { revision } = answer.value.header;
  return { kind: 'answer', value: { present: valuesOf(answer.value)[0], revision } };
}

/** The keys that begin with a text, in their order. */
export async function readBelow(gateway: EtcdGateway, below: Below): Promise<Answer<readonly KeyValue[]>> {
  const { prefix, after, limit = 0, keysOnly = false, isBackward = false, timeout } = below;
  const range = {
    key: encoded(after === undefined ? prefix : `${after}\0`),
    range_end: encoded(endOf(prefix)),
    limit: String(limit),
    keys_only: keysOnly,
    sort_target: 'KEY',
    sort_order: isBackward ? 'DESCEND' : 'ASCEND',
  };
  const answer = await gateway.call<RangeReply>('/v3/kv/range', range, timeout);
  return answer.kind === 'none' ? answer : { kind: 'answer', value: valuesOf(answer.value) };
}

/** Does all changes where all conditions hold: the revision of it, undefined where one does not. */
export async function changeIf(
  gateway: EtcdGateway,
  { puts = [], removedBelow = [], removed = [] }: Changes,
  conditions: readonly Condition[],
): Promise<Answer<string | undefined>> {
  const ranges = [
    ...removedBelow.map((prefix) => ({ key: encoded(prefix), range_end: encoded(endOf(prefix)) })),
    ...removed.map((key) => ({ key: encoded(key) })),
  ];
  const answer = await gateway.call<TransactionReply>('/v3/kv/txn', {
    compare: conditions.map(compareOf),
    success: [
      ...ranges.map((range) => ({ request_delete_range: range })),
      ...puts.map(({ key, text, lease }) => ({
        request_put: { key: encoded(key), value: encoded(text), lease },
      })),
    ],
  });
  if (answer.kind === 'none') return answer;
  const { succeeded = false, header } = answer.value;
  return { kind: 'answer', value: succeeded ? header.revision : undefined };
}

/** Writes a key where all conditions hold: the revision of the write, undefined where one does not. */
export const putIf = (
  gateway: EtcdGateway,
  put: Put,
  conditions: readonly Condition[],
): Promise<Answer<string | undefined>> => changeIf(gateway, { puts: [put] }, conditions);

/** The value of an answer. Throws why there is none. */
export async function answered<T>(asked: Promise<Answer<T>>): Promise<T> {
  const answer = await asked;
  if (answer.kind === 'answer') return answer.value;
  throw new Error(answer.why);
}

const rangeOf = (gateway: EtcdGateway, key: string): Promise<Answer<RangeReply>> =>
  gateway.call('/v3/kv/range', { key: encoded(key) });

function compareOf({ key, revision, of }: Condition): object {
  const compare = { key: encoded(key), result: 'EQUAL' };
  if (of === 'created') return { ...compare, target: 'CREATE', create_revision: revision };
  return { ...compare, target: 'MOD', mod_revision: revision };
}

const valuesOf = ({ kvs = [] }: RangeReply): KeyValue[] =>
  kvs.map(({ key, value, create_revision, mod_revision }) => ({
    key: decoded(key),
    text: decoded(value),
    created: create_revision,
    modified: mod_revision,
  }));

/** The first key after all that begin with a text of ASCII. */
const endOf = (prefix: string): string =>
  prefix.slice(0, -1) + String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1);

const encoded = (text: string): string => Buffer.from(text).toString('base64');
const decoded = (text = ''): string => Buffer.from(text, 'base64').toString();
