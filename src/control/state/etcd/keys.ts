import type { Answer, EtcdGateway } from './gateway.ts';

/** A key as etcd has it. */
export interface KeyValue {
  readonly text: string;
  /** The revision in which it was made: another one after it was removed. */
  readonly created: string;
  /** The revision of its last write. */
  readonly modified: string;
}

interface RangeReply {
  readonly kvs?: readonly {
    readonly value?: string;
    readonly create_revision: string;
    readonly mod_revision: string;
  }[];
}

interface TransactionReply {
  readonly header: { readonly revision: string };
  readonly succeeded?: boolean;
}

/** What must be so for a write to be done; revision 0 is that of a key that is not there. */
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

/** Undefined where there is no such key. */
export async function readKey(gateway: EtcdGateway, key: string): Promise<Answer<KeyValue | undefined>> {
  const answer = await gateway.call<RangeReply>('/v3/kv/range', { key: encoded(key) });
  if (answer.kind === 'none') return answer;
  const found = answer.value.kvs?.[0];
  return { kind: 'answer', value: found && { text: decoded(found.value), ...revisionsOf(found) } };
}

/** Writes a key where all conditions hold: the revision of the write, undefined where one does not. */
export async function putIf(
  gateway: EtcdGateway,
  { key, text, lease }: Put,
  conditions: readonly Condition[],
): Promise<Answer<string | undefined>> {
  const answer = await gateway.call<TransactionReply>('/v3/kv/txn', {
    compare: conditions.map(compareOf),
    success: [{ request_put: { key: encoded(key), value: encoded(text), lease } }],
  });
  if (answer.kind === 'none') return answer;
  const { succeeded = false, header } = answer.value;
  return { kind: 'answer', value: succeeded ? header.revision : undefined };
}

function compareOf({ key, revision, of }: Condition): object {
  const compare = { key: encoded(key), result: 'EQUAL' };
  if (of === 'created') return { ...compare, target: 'CREATE', create_revision: revision };
  return { ...compare, target: 'MOD', mod_revision: revision };
}

const revisionsOf = (kv: { create_revision: string; mod_revision: string }) => ({
  created: kv.create_revision,
  modified: kv.mod_revision,
});

const encoded = (text: string): string => Buffer.from(text).toString('base64');
const decoded = (text = ''): string => Buffer.from(text, 'base64').toString();
