import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { FrozenEntry } from '../../src/control/state/frozen.ts';
import { store } from '../support/control/stored.ts';
import { startLoopback } from './loopback.ts';
import { median, type Row } from './row.ts';

const ROUNDS = 21;

/** Says on stderr when a program is started or an HTTP request is made for the first time, and how long the process was there. */
const TELL_CALL = `data:text/javascript,${encodeURIComponent(`
  import program from 'node:child_process';
  import http from 'node:http';
  import { syncBuiltinESMExports } from 'node:module';
  const begun = performance.now();
  const tell = (of, name) => {
    const original = of[name];
    of[name] = (...given) => {
      process.stderr.write('call ' + (performance.now() - begun) + '\\n');
      of[name] = original;
      syncBuiltinESMExports();
      return original(...given);
    };
  };
  tell(program, 'spawn');
  tell(http, 'request');
  syncBuiltinESMExports();
`)}`;

/** From the first line of a kill to the call of its target, and the whole command, against a Node that does nothing. */
export async function* kill(): AsyncGenerator<Row> {
  const folder = mkdtempSync(join(tmpdir(), 'rollout-bench-'));
  const state = join(folder, 'state');
  const server = await startLoopback();
  const targets: Readonly<Record<string, FrozenEntry>> = {
    program: { kind: 'exec', config: { command: ['true'], flag: 'new-checkout' } },
    webhook: { kind: 'webhook', config: { url: server.url, flag: 'new-checkout' } },
  };
  try {
    for (const [name, target] of Object.entries(targets)) {
      store({ state, cwd: folder, actuators: [target], name });
      yield* rowsOf(name, state);
    }
  } finally {
    server.stop();
    rmSync(folder, { recursive: true });
  }
}

function rowsOf(name: string, state: string): Row[] {
  const times = Array.from({ length: ROUNDS }, () => ({ ...killOnce(name, state), bare: bareNode() }));
  const of = (key: keyof (typeof times)[number]) => median(times.map((one) => one[key]));
  const [called, whole, bare] = [of('called'), of('whole'), of('bare')];
  return [
    { name: `control: kill to the call of a ${name}`, value: called, unit: 'ms' },
    // 50 ms where Node takes 40 to start.
    {
      name: `control: kill to the call of a ${name}, by a start`,
      value: called / bare,
      unit: 'x node -e 0',
      atMost: 1.25,
    },
    { name: `control: kill of a ${name}, the whole command`, value: whole / bare, unit: 'x node -e 0' },
  ];
}

function killOnce(name: string, state: string): { called: number; whole: number } {
  const args = ['--import', TELL_CALL, resolve('dist/rollout.js'), 'kill', name, '--state', state];
  const before = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 60_000 });
  const whole = performance.now() - before;
  const [, called] = /^call ([\d.]+)$/m.exec(stderr) ?? [];
  if (status !== 0 || called === undefined) throw new Error(`kill ended with ${status}: ${stderr}`);
  return { called: Number(called), whole };
}

/** Milliseconds from the start of a Node process to its end. */
function bareNode(): number {
  const before = performance.now();
  spawnSync(process.execPath, ['-e', '0']);
  return performance.now() - before;
}
