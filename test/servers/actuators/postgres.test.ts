import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { postgres } from '../../../src/control/actuators/postgres.ts';
import type { Decision } from '../../../src/control/decision.ts';
import { findPostgres, Postgres } from '../../support/postgres.ts';
import { call, decisionOf, testWorld } from '../../support/test-world.ts';
import { until } from '../../support/until.ts';

const CONFIRMED = { kind: 'confirmed' };

describe.skipIf(!findPostgres())('a real PostgreSQL', () => {
  const directory = mkdtempSync(join(tmpdir(), 'rollout-pg-'));
  const world = testWorld({ directory });
  let server: Postgres;
  beforeAll(async () => {
    server = await Postgres.start();
    server.query(`create role shop login password 'hunter2-of-shop'`);
  });
  beforeEach(() => {
    server.query(`drop schema if exists shop cascade; drop table if exists feature_flags;
      create table feature_flags (name text primary key, enabled boolean not null default false,
        rollout_percentage integer not null default 0, number bigint);
      insert into feature_flags (name) values ('new-checkout'), ('other');`);
  });
  afterAll(() => {
    server?.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  const open = (config = {}) => postgres.open({ url: server.url, flag: 'new-checkout', ...config }, world);
  const apply = (parts: Partial<Decision>, config = {}) => open(config).apply(decisionOf(parts), call);
  const rows = () => server.query('select * from feature_flags order by name').split('\n');
  const FENCED = { number_column: 'number' };

  test('one row of the usual table changes; percents are whole and rounded down', async () => {
    expect(await open().read!(call)).toEqual({ kind: 'percentage', percentage: 0 });
    expect(await apply({ percentage: 12.9 })).toEqual(CONFIRMED);
    expect(rows()).toEqual(['new-checkout|t|12|', 'other|f|0|']);
    expect(await open().read!(call)).toEqual({ kind: 'percentage', percentage: 12 });
    expect(await apply({ percentage: 12.9 })).toEqual(CONFIRMED);
    expect(await apply({ percentage: 50, killed: true })).toEqual(CONFIRMED);
    expect(rows()).toEqual(['new-checkout|f|0|', 'other|f|0|']);
    expect(await open().read!(call)).toEqual({ kind: 'percentage', percentage: 0 });
  });

  test('with a pass-through, which a table cannot hold, nothing is raised, and less is told', async () => {
    const pass_through = { label_key: 'user', values: ['ann'] };
    const refusal = { kind: 'refused', why: 'a pass-through cannot be told to a table' };
    expect(await apply({ percentage: 10, pass_through })).toEqual(refusal);
    expect(await apply({ percentage: 40 })).toEqual(CONFIRMED);
    expect(await apply({ percentage: 41, pass_through })).toEqual(refusal);
    expect(await apply({ percentage: 5, pass_through })).toEqual(CONFIRMED);
    expect(rows()).toEqual(['new-checkout|t|5|', 'other|f|0|']);
    expect(await apply({ percentage: 0, pass_through })).toEqual(CONFIRMED);
    expect(await apply({ percentage: 0, pass_through, killed: true })).toEqual(CONFIRMED);
    expect(rows()).toEqual(['new-checkout|f|0|', 'other|f|0|']);
  });

  test('other names, a schema, a column with decimals, and a flag that is no SQL', async () => {
    server.query(`create schema shop; create table shop."Flags" (key text, "on" boolean, pct numeric);
      insert into shop."Flags" values ('x''; drop table feature_flags; --', false, 0)`);
    const config = {
      flag: `x'; drop table feature_flags; --`,
      table: 'shop.Flags',
      name_column: 'key',
      enabled_column: 'on',
      percentage_column: 'pct',
      decimals: 3,
    };
    expect(await apply({ percentage: 0.5 }, config)).toEqual(CONFIRMED);
    expect(server.query(`select "on", pct from shop."Flags"`)).toBe('t|0.5');
    expect(await open(config).read!(call)).toEqual({ kind: 'percentage', percentage: 0.5 });
    expect(rows().length).toBe(2);
  });

  test('a lower number is refused; of two with one number the lower percentage stays; 0 is always taken', async () => {
    expect(open(FENCED).isFencing).toBe(true);
    expect(await apply({ percentage: 30, number: 7 }, FENCED)).toEqual(CONFIRMED);
    const why = 'the row holds a later decision, number 7';
    expect(await apply({ percentage: 20, number: 6 }, FENCED)).toEqual({ kind: 'refused', why });
    expect(await apply({ percentage: 40, number: 7 }, FENCED)).toEqual({ kind: 'refused', why });
    expect(await apply({ percentage: 20, number: 7 }, FENCED)).toEqual(CONFIRMED);
    expect(await apply({ percentage: 40, number: 8 }, FENCED)).toEqual(CONFIRMED);
    expect(await apply({ killed: true, number: 2 }, FENCED)).toEqual(CONFIRMED);
    expect(rows()[0]).toBe('new-checkout|f|0|8');
    expect(await apply({ percentage: 30, number: 7 }, FENCED)).toMatchObject({ kind: 'refused' });
    expect(await apply({ percentage: 5, number: 9 }, FENCED)).toEqual(CONFIRMED);
    expect(rows()[0]).toBe('new-checkout|t|5|9');
  });

  test.each([
    [{ flag: 'missing' }, 'the table has no row for the flag missing'],
    [{ flag: 'missing', ...FENCED }, 'the table has no row for the flag missing'],
    [{ table: 'missing' }, 'relation "missing" does not exist'],
    [{ percentage_column: 'missing' }, 'column "missing" of relation "feature_flags" does not exist'],
    [{ decimals: 1 }, 'invalid input syntax for type integer: "12.5"'],
    [{ url: 'postgres://127.0.0.1:1/x' }, 'connect ECONNREFUSED 127.0.0.1:1'],
    [{ url: 'mysql://127.0.0.1/x' }, 'the address is no URL of PostgreSQL'],
  ])('with %j nothing is changed', async (config, why) => {
    expect(await apply({ percentage: 12.5 }, config)).toEqual({ kind: 'refused', why });
    expect(rows()).toEqual(['new-checkout|f|0|', 'other|f|0|']);
  });

  test('an address with a password comes from a file, and is not shown', async () => {
    const file = join(directory, 'url');
    writeFileSync(file, server.url.replace('postgres@', 'shop:hunter2-of-shop@'), { mode: 0o600 });
    const config = { url: undefined, url_file: file };
    expect(open(config).target).toBe(`postgres file:${file} feature_flags new-checkout`);
    const why = 'permission denied for table feature_flags';
    expect(await apply({}, config)).toEqual({ kind: 'refused', why });
    expect(await open(config).read!(call)).toEqual({ kind: 'unreadable', why });
    writeFileSync(file, server.url.replace('postgres@', 'hunter2-of-shop:hunter2-of-shop@'));
    expect(await apply({}, config)).toEqual({ kind: 'refused', why: 'role "***" does not exist' });
  });

  test('a row that somebody holds: unknown at the time limit, and nothing is left waiting', async () => {
    const other = postgres.open({ url: server.url, flag: 'other' }, world);
    server.query(`create function wait() returns trigger language plpgsql as
      $$ begin perform pg_advisory_xact_lock(42); return new; end $$;
      create trigger wait before update on feature_flags for each row execute function wait()`);
    const waiting = () =>
      server.query(`select count(*) from pg_stat_activity where application_name = 'rollout'`);
    const holder = server.hold(42);
    await until(
      () => server.query(`select count(*) from pg_locks where locktype = 'advisory' and granted`) === '1',
    );
    const limit = new AbortController();
    const outcome = other.apply(decisionOf(), { signal: limit.signal });
    await until(
      () => server.query(`select count(*) from pg_locks where locktype = 'advisory' and not granted`) === '1',
    );
    limit.abort();
    expect(await outcome).toEqual({ kind: 'unknown', why: 'no answer within the time limit' });
    holder.release();
    await until(() => waiting() === '0');
    server.query('drop function wait cascade');
  });

  test('a server that goes away within a statement leaves it unknown; one that is back is told again', async () => {
    await apply({ percentage: 30 });
    server.halt();
    expect(await apply({ percentage: 10 })).toMatchObject({ kind: 'refused' });
    expect(await open().read!(call)).toMatchObject({ kind: 'unreadable' });
    server.restart();
    expect(await apply({ percentage: 10 })).toEqual(CONFIRMED);
  });

  test('a password does not stand in the rollout file', () => {
    const faults = (config: object) => postgres.check?.({ flag: 'x', ...config }).map(({ why }) => why);
    expect(faults({ url: 'postgres://a:b@c/d' })).toEqual(['it holds a password; use url_file or url_env']);
    expect(faults({ url: 'postgres://a@c/d' })).toEqual([]);
    expect(faults({})).toEqual(['one of url, url_file and url_env is needed']);
  });
});
