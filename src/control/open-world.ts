import { randomUUID } from 'node:crypto';
import type { AxiosExchangeOptions } from '../prometheus/http/axios-exchange.ts';
import type { Exchange } from '../prometheus/http/exchange.ts';
import { systemClock } from '../prometheus/system-clock.ts';
import type { World } from './world.ts';

/** The real world, until it is closed. The HTTP client is loaded with the first request. */
export function openWorld({ directory, env }: Pick<World, 'directory' | 'env'>): World & { close(): void } {
  const agents: AxiosExchangeOptions['agents'] = [];
  let loaded: Promise<Exchange> | undefined;
  const load = async () => {
    const { axiosExchange } = await import('../prometheus/http/axios-exchange.ts');
    return axiosExchange({ tls: {}, proxyConfig: undefined, env, agents });
  };
  return {
    directory,
    env,
    exchange: async (request) => {
      loaded ??= load();
      return (await loaded)(request);
    },
    now: systemClock.now,
    newId: randomUUID,
    close: () => agents.forEach((agent) => void agent.destroy()),
  };
}
