import { readFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { json, sound } from '../../support/hostile/exchange.ts';
import { hostilePrometheus } from '../../support/hostile-prometheus.ts';
import { change, mutate } from '../../support/mutate.ts';
import { BLUEPRINTS, exampleValues } from '../../support/values.ts';
import { type FuzzClass, property } from '../fuzz-class.ts';
import type { World } from '../world.ts';

const VALUES = exampleValues(BLUEPRINTS[1]);
const PERIOD = ['--from', '1000000', '--to', '1020000', '--start'];
const replay = ['simulate', '--values-file', 'v.yaml', '--replay', 'r.rec', '--start', '-o', 'json'];

/** A recording, and what a run from it says. */
interface SoundRecording {
  readonly bytes: Buffer;
  readonly said: string;
}

async function record(world: World): Promise<SoundRecording> {
  const server = await hostilePrometheus(json(sound));
  world.fill({ 'v.yaml': VALUES });
  const argv = [
    'simulate',
    '--values-file',
    'v.yaml',
    '--prometheus',
    server.url,
    ...PERIOD,
    '--record',
    'r.rec',
  ];
  await world.run(argv, { outputs: ['r.rec'] });
  await server.close();
  const { stdout } = await world.run(replay);
  return { bytes: readFileSync(world.path('r.rec')), said: stdout };
}

/** Changes of the file, and of the lines inside of it. */
const damage = fc.oneof(
  fc.record({ kind: fc.constant('flip' as const), at: fc.nat(), by: fc.integer({ min: 1, max: 255 }) }),
  fc.record({ kind: fc.constant('cut' as const), at: fc.nat(), by: fc.nat(50) }),
  fc.record({ kind: fc.constant('end' as const), at: fc.nat(), by: fc.constant(0) }),
  fc.record({ kind: fc.constant('insert' as const), at: fc.nat(), by: fc.integer({ min: 1, max: 50 }) }),
  fc.record({
    kind: fc.constant('line' as const),
    at: fc.nat(2),
    changes: fc.array(change, { minLength: 1, maxLength: 2 }),
  }),
);
type Damage = typeof damage extends fc.Arbitrary<infer T> ? T : never;

function damaged({ bytes }: SoundRecording, damage: Damage): Buffer {
  if (damage.kind === 'line') return withLine(bytes, damage);
  const at = damage.at % bytes.length;
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
  if (damage.kind === 'cut') return Buffer.concat([before, after.subarray(damage.by)]);
  if (damage.kind === 'end') return before;
  if (damage.kind === 'insert') return Buffer.concat([before, Buffer.alloc(damage.by, damage.at), after]);
  const flipped = Buffer.from(bytes);
  flipped[at] = flipped[at]! ^ damage.by;
  return flipped;
}

/** The recording with another first line, first section or last line, compressed as rollout does. */
function withLine(bytes: Buffer, { at, changes }: Extract<Damage, { kind: 'line' }>): Buffer {
  const text = gunzipSync(bytes).toString('latin1');
  const head = text.indexOf('\n') + 1;
  const section = text.indexOf('\n', head) + 1;
  const end = startOfLastLine(text);
  const lines = [text.slice(0, head), text.slice(head, section), text.slice(end)];
  const values = lines.map((line) => JSON.parse(line));
  values[at] = changes.reduce<unknown>(mutate, values[at]);
  const pack = (line: string) => gzipSync(Buffer.from(line, 'latin1'));
  const first = pack(`${JSON.stringify(values[0])}\n`);
  const body = pack(`${JSON.stringify(values[1])}\n${text.slice(section, end)}`);
  const last = { ...values[2], ...(at === 2 ? {} : { members: [first.length, body.length] }) };
  return Buffer.concat([first, body, pack(`${JSON.stringify(at === 2 ? values[2] : last)}\n`)]);
}

/** The last line comes after readings, in which any byte may stand: it is the last document that is whole. */
function startOfLastLine(text: string): number {
  for (let at = text.lastIndexOf('{'); at > 0; at = text.lastIndexOf('{', at - 1))
    if (isJson(text.slice(at))) return at;
  throw new Error('the recording has no last line');
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Damaged recordings: refused, or read as what was recorded. */
export const recordings: FuzzClass = {
  async open(world) {
    const whole = await record(world);
    const inputs = property(damage, async (_, one) => {
      world.fill({ 'v.yaml': VALUES, 'r.rec': damaged(whole, one) });
      const outcome = await world.run(replay);
      const isRead = outcome.exit === 0 && one.kind !== 'line';
      if (isRead && outcome.stdout !== whole.said)
        world.refuse(`another run after ${JSON.stringify(one)}`, outcome);
    });
    return inputs.open(world);
  },
};
