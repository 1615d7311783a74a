import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** A server in a process of its own, whose time is not that of who asks: every query has one value at every time, which `?value=` sets. */
const SERVER = `
  let value = 50;
  const success = (resultType, series) => ({ status: 'success', data: { resultType, result: [{ metric: {}, ...series }] } });
  const instant = (asked) => success('vector', { value: [Number(asked.get('time')), String(value)] });
  const range = (asked) => {
    const [start, end, step] = ['start', 'end', 'step'].map((name) => Number(asked.get(name)));
    const length = Math.floor((end - start) / step) + 1;
    return success('matrix', { values: Array.from({ length }, (_, i) => [start + i * step, String(value)]) });
  };
  const build = { status: 'success', data: { version: '2.42.0', goVersion: 'go1.19.8' } };
  const server = require('node:http').createServer((request, response) => {
    let body = '';
    request.on('data', (text) => { body += text; });
    request.on('end', () => {
      const { pathname, search, searchParams } = new URL(request.url, 'http://loopback');
      if (searchParams.has('value')) value = Number(searchParams.get('value'));
      const asked = new URLSearchParams(body || search);
      const answer = pathname.endsWith('/query_range') ? range : instant;
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(pathname.endsWith('/buildinfo') ? build : answer(asked)));
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
