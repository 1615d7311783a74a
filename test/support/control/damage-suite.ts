import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Actuator } from '../../../src/control/actuators/actuator.ts';
import { Controller } from '../../../src/control/controller/controller.ts';
import { KillSwitch } from '../../../src/control/controller/kill.ts';
import type { KillNote, KillOptions } from '../../../src/control/controller/kill-options.ts';
import { writeRequest } from '../../../src/control/controller/write-request.ts';
import { newRecord, type RolloutRecord } from '../../../src/control/record/record.ts';
import { start, unkill } from '../../../src/control/record/request-writes.ts';
import type { RepairableStore } from '../../../src/control/record/store.ts';
import { seal } from '../../../src/control/state/sealed.ts';
import { until } from '../until.ts';
import { FAST, fileTarget, toldTo } from './file-target.ts';
import { recordIn } from './record-in.ts';

/** A state whose records can be damaged. */
export interface DamageWorld {
  open(rollout: number): Promise<RepairableStore>;
  /** Writes the first record of a rollout. */
  begin(rollout: number, record: RolloutRecord): Promise<void>;
  /** Puts a text where the record is; removes it where there is none. */
  put(rollout: number, text: string | undefined): Promise<void>;
  /** More than a record takes, and no more than the state. */
  readonly tooLarge: number;
  /** Nothing is left of a number where the record is gone. */
  readonly forgets?: boolean;
}

type Damage = (record: RolloutRecord, world: DamageWorld) => string | undefined;

const DAMAGES: Readonly<Record<string, Damage>> = {
  'no JSON': (record) => seal(record).slice(0, 40),
  'another schema': () => seal({ format: 1, flag: 'new-checkout' }),
  'a sum that is wrong': (record) => seal(record).replace('"target":5', '"target":90'),
  'a number that is none': (record) => seal({ ...record, number: '7' }),
  'a text that is too large': (_, { tooLarge }) => 'x'.repeat(tooLarge),
  'a list': () => '[]',
  nothing: () => '',
  'no record at all': () => undefined,
};

const PLAN = 'plan';
const request = (id: string, verb: string) => ({ id, verb, by: 'ann@host', at: '', reason: '' });

/** A target that takes what it is told again as long as it is told: nobody can read it. */
const blindTarget = (directory: string): Actuator => ({ ...fileTarget(directory), read: undefined });

/** What a kill does in every state where nobody can read the record. */
export function testDamage(world: () => DamageWorld): void {
  let rollout = 1000;
  let directory: string;
  let controller: Controller;
  let store: RepairableStore;
  beforeEach(async () => {
    rollout++;
    directory = mkdtempSync(join(tmpdir(), 'rollout-damage-'));
    await world().begin(rollout, newRecord('checkout', PLAN));
    store = await world().open(rollout);
    controller = new Controller({
      ...FAST,
      id: 'a',
      plan: PLAN,
      store: await world().open(rollout),
      actuators: [blindTarget(directory)],
      passThrough: null,
      note: () => {},
    });
  });
  afterEach(async () => {
    await controller.stop();
    rmSync(directory, { recursive: true });
  });

  /** The record under which the controller has put its target there. */
  const led = async (percentage: number): Promise<RolloutRecord> => {
    await until(() => controller.leadership?.holds.length === 0);
    controller.leadership!.ask(percentage);
    await until(
      () => controller.leadership!.holds.length === 0 && controller.leadership!.record.ceiling === percentage,
    );
    expect(toldTo(directory).percentage).toBe(percentage);
    return controller.leadership!.record;
  };
  const kill = (notes: KillNote[], more: Partial<KillOptions> = {}) =>
    new KillSwitch({
      ...FAST,
      rollout: 'checkout',
      plan: PLAN,
      store,
      actuators: [blindTarget(directory)],
      request: request('kill', 'kill'),
      note: (note) => notes.push(note),
      signal: new AbortController().signal,
      ...more,
    }).run();
  const read = () => recordIn(store);

  test.each(Object.entries(DAMAGES))(
    '%s: a kill writes the record anew, and all of it holds',
    async (_, damage) => {
      await writeRequest(store, start, request('start', 'start'));
      controller.start();
      const before = await led(5);
      const text = damage(before, world());
      await world().put(rollout, text);
      const notes: KillNote[] = [];
      expect(['confirmed', 'guarded']).toContain(await kill(notes));
      expect(notes.map(({ kind }) => kind)).toContain('repaired');
      const killed = await read();
      expect(killed).toMatchObject({ rollout: 'checkout', plan: PLAN, target: 0, ceiling: 0 });
      expect(killed.killed).toMatchObject({ confirmed: 'dirty' });
      expect(killed.killed!.late).toContain('whoever led it');
      await until(() => controller.leadership?.record.killed?.confirmed === 'dirty');
      expect(toldTo(directory).percentage).toBe(0);
      if (text === undefined && world().forgets) return;
      expect(killed.number).toBeGreaterThan(before.number);
      expect(killed.attempt).toBeGreaterThanOrEqual(before.attempt);
      await writeRequest(store, unkill, request('unkill', 'unkill'));
      await writeRequest(store, start, request('again', 'start'));
      expect((await led(7)).number).toBeGreaterThan(killed.number);
    },
  );

  test('what a newer release wrote stays: the target is told 0 %, and the kill is not durable', async () => {
    const text = seal({ ...newRecord('checkout', PLAN), format: 99 });
    await world().put(rollout, text);
    const ended = new AbortController();
    const notes: KillNote[] = [];
    const running = kill(notes, { signal: ended.signal });
    await until(() => ['off', 'not_durable'].every((kind) => notes.some((note) => note.kind === kind)));
    ended.abort();
    expect(await running).toBe('off');
    expect(notes).toContainEqual({ kind: 'not_durable', why: expect.stringContaining('99') });
    expect(await store.read()).toEqual({ kind: 'unknown', why: expect.stringContaining('99') });
  });

  test('a record that can be read stays', async () => {
    const before = await read();
    expect(await store.repair(newRecord('checkout', PLAN), (last) => last)).toContain('changed meanwhile');
    expect(await read()).toEqual(before);
  });

  test('of two that write it anew one does, and the other finds it', async () => {
    await world().put(rollout, '{}');
    const other = { store: await world().open(rollout), request: request('other', 'kill') };
    const notes: KillNote[] = [];
    const ends = await Promise.all([kill(notes), kill(notes, other)]);
    for (const end of ends) expect(['confirmed', 'guarded']).toContain(end);
    expect(notes.filter(({ kind }) => kind === 'repaired')).toHaveLength(1);
  });
}
