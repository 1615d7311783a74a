import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A target that a Prometheus scrapes, with one gauge, `reading`. */
export interface Exporter {
  /** The configuration of a Prometheus that scrapes it. */
  readonly config: string;
  reading: number;
  close(): Promise<void>;
}

export async function startExporter(): Promise<Exporter> {
  const server = createServer((_, reply) => {
    reply.setHeader('content-type', 'text/plain; version=0.0.4');
    reply.end(`# TYPE reading gauge\nreading ${exporter.reading}\n`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const exporter: Exporter = {
    config: `scrape_configs: [{job_name: t, scrape_interval: 1s, static_configs: [{targets: ['127.0.0.1:${port}']}]}]\n`,
    reading: 0,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return exporter;
}
