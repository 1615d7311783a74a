import type { RolloutRecord } from '../../../src/control/record/record.ts';
import { EtcdStore } from '../../../src/control/state/etcd/etcd-store.ts';
import { EtcdGateway } from '../../../src/control/state/etcd/gateway.ts';
import { recordIn } from '../../../src/control/state/record-text.ts';
import { axiosExchange } from '../../../src/prometheus/http/axios-exchange.ts';
import { SCHEDULE_LEASE } from './schedule-rules.ts';

export async function openGateway(endpoint: string): Promise<EtcdGateway> {
  const exchange = await axiosExchange({ tls: {}, proxyConfig: undefined, env: {}, agents: [] });
  return new EtcdGateway({ endpoints: [endpoint], exchange, timeout: 1 });
}

export async function openEtcdStore(endpoint: string, prefix: string, owner: string): Promise<EtcdStore> {
  const gateway = await openGateway(endpoint);
  return new EtcdStore({ gateway, prefix, owner, leaseSeconds: SCHEDULE_LEASE, onFault: () => {} });
}

interface Versions {
  readonly kvs?: readonly {
    readonly value: string;
    readonly mod_revision: string;
    readonly version: string;
  }[];
}

/** Every record that was ever written under a key, the first one first; what is around its sealed text is left out. */
export async function recordsOf(gateway: EtcdGateway, name: string): Promise<RolloutRecord[]> {
  const records: RolloutRecord[] = [];
  for (const text of await textsOf(gateway, name)) {
    const read = recordIn(sealedIn(text));
    if (read.kind === 'unknown') throw new Error(read.why);
    if (records.at(-1)?.number !== read.value.number) records.push(read.value);
  }
  return records;
}

/** Every text that was ever written under a key, the first one first. */
export async function textsOf(gateway: EtcdGateway, name: string): Promise<string[]> {
  const texts: string[] = [];
  const key = Buffer.from(name).toString('base64');
  for (let revision = 0; ; ) {
    const answer = await gateway.call<Versions>('/v3/kv/range', { key, revision: String(revision) });
    if (answer.kind === 'none') throw new Error(answer.why);
    const [found] = answer.value.kvs ?? [];
    if (!found) return texts;
    texts.unshift(Buffer.from(found.value, 'base64').toString());
    if (found.version === '1') return texts;
    revision = Number(found.mod_revision) - 1;
  }
}

/** A store of a server may keep it among other things: it is a line. */
function sealedIn(text: string): string {
  const from = text.indexOf('{"sum":');
  return text.slice(from, text.indexOf('\n', from) + 1);
}
