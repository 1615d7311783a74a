import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** A server in a process of its own, whose time is not that of who asks: every query has one value, which `?value=` sets. */
const SERVER = `
  let value = 50;
  const answer = (time) => ({ status: 'success', data: { resultType: 'vector', result: [{ metric: {}, value: [time, String(value)] }] } });
  const build = { status: 'success', data: { version: '2.42.0', goVersion: 'go1.19.8' } };
  const server = require('node:http').createServer((request, response) => {
    let body = '';
    request.on('data', (text) => { body += text; });
    request.on('end', () => {
      const { pathname, search, searchParams } = new URL(request.url, 'http://loopback');
      if (searchParams.has('value')) value = Number(searchParams.get('value'));
      const time = Number(new URLSearchParams(body || search).get('time'));
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(pathname.endsWith('/buildinfo') ? build : answer(time)));
    });
  });
  server.listen(0, '127.0.0.1', () => console.log(server.address().port));
`;

export interface Loopback {
  readonly url: string;
  /** What it answers to every query from now on; 50 at first. */
  set(value: number): Promise<void>;
  stop(): void;
}

export async function startLoopback(): Promise<Loopback> {
  const child = spawn(process.execPath, ['-e', SERVER], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [port] = await once(child.stdout, 'data');
  const url = `http://127.0.0.1:${String(port).trim()}`;
  return {
    url,
    set: async (value) => void (await (await fetch(`${url}/?value=${value}`)).text()),
    stop: () => child.kill(),
  };
}
