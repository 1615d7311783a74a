import { shownUrl } from '../../prometheus/http/base-url.ts';
import { Secrets } from '../../prometheus/http/secrets.ts';
import { type Decision, hasPassThrough } from '../decision.ts';
import { guardedApply, guardedRead } from '../guarded.ts';
import { confirmed, percentageRead, refused, unreadable } from '../outcome.ts';
import { secretPlace, secretSchema } from '../secrets.ts';
import type { World } from '../world.ts';
import type { Actuator, Call, Outcome, Reading } from './actuator.ts';
import type { ActuatorKind, ConfigFault } from './kind.ts';
import { type ConnectionKeys, DatabaseFault, type Query, withDatabase } from './postgres/connection.ts';
import { decimalsSchema, roundDown } from './rounding.ts';

interface PostgresConfig extends ConnectionKeys {
  readonly flag: string;
  readonly table?: string;
  readonly name_column?: string;
  readonly enabled_column?: string;
  readonly percentage_column?: string;
  readonly number_column?: string;
  readonly decimals?: number;
}

const NAME = '[A-Za-z_][A-Za-z0-9_]*';

const nameSchema = (description: string) => ({ type: 'string', pattern: `^${NAME}$`, description });

/** One row of a table of the user's. */
export const postgres: ActuatorKind<PostgresConfig> = {
  kind: 'postgres',
  summary:
    'One row of a table in PostgreSQL, changed by one statement; lower numbers are refused where it has a column for them.',
  schema: {
    properties: {
      url: {
        type: 'string',
        pattern: '^postgres(ql)?://',
        description: 'Address of the database, where it holds no password.',
      },
      ...secretSchema('url', 'the address of the database'),
      flag: { type: 'string', minLength: 1, description: 'Name of the flag: which row is changed.' },
      table: {
        type: 'string',
        pattern: `^(${NAME}\\.)?${NAME}$`,
        default: 'feature_flags',
        description: 'Table of the flags, with its schema where that is needed.',
      },
      name_column: { ...nameSchema('Column with the name of the flag.'), default: 'name' },
      enabled_column: {
        ...nameSchema('Column that says whether the flag is on, a boolean.'),
        default: 'enabled',
      },
      percentage_column: { ...nameSchema('Column with the percentage.'), default: 'rollout_percentage' },
      number_column: nameSchema('Column, a bigint, with the number of the decision: lower ones are refused.'),
      decimals: { ...decimalsSchema, default: 0 },
    },
    required: ['flag'],
  },
  check: checkPostgres,
  open: openPostgres,
};

function checkPostgres({ url, url_file, url_env }: PostgresConfig): ConfigFault[] {
  const given = [url, url_file, url_env].filter((value) => value !== undefined);
  if (given.length !== 1) return [{ path: 'url', why: 'one of url, url_file and url_env is needed' }];
  if (url === undefined) return [];
  if (!URL.canParse(url)) return [{ path: 'url', why: 'it is not a URL' }];
  const isSecret = new URL(url).password !== '' || /[?&]password=/i.test(url);
  if (isSecret) return [{ path: 'url', why: 'it holds a password; use url_file or url_env' }];
  return [];
}

function openPostgres(config: PostgresConfig, world: World): Actuator {
  const { flag, table = 'feature_flags', number_column, decimals = 0, url = '' } = config;
  const round = (percentage: number) => roundDown(percentage, decimals);
  const ask = <T>({ signal }: Call, use: (query: Query) => Promise<T>): Promise<T> =>
    withDatabase({ keys: config, world, signal, secrets: new Secrets() }, use);
  return {
    kind: 'postgres',
    target: `postgres ${secretPlace(config, 'url') ?? shownUrl(url)} ${table} ${flag}`,
    flag,
    isFencing: number_column !== undefined,
    round,
    apply: (decision, call) =>
      guardedApply(async () => {
        const percentage = decision.killed ? 0 : round(decision.percentage);
        try {
          return await ask(call, (query) => change({ ...decision, percentage }, config, query));
        } catch (problem) {
          if (problem instanceof DatabaseFault) return problem.outcome;
          throw problem;
        }
      }),
    read: (call) => guardedRead(() => ask(call, (query) => read(config, query))),
  };
}

/** Names of the rollout file, as SQL; its schema lets nothing else be one. */
function namesOf(config: PostgresConfig) {
  const { table = 'feature_flags', name_column = 'name', enabled_column = 'enabled' } = config;
  const { percentage_column = 'rollout_percentage', number_column } = config;
  const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;
  return {
    table: table.split('.').map(quote).join('.'),
    name: quote(name_column),
    enabled: quote(enabled_column),
    percentage: quote(percentage_column),
    number: number_column === undefined ? undefined : quote(number_column),
  };
}

async function change(decision: Decision, config: PostgresConfig, query: Query): Promise<Outcome> {
  const { table, name, enabled, percentage, number } = namesOf(config);
  const values: unknown[] = [config.flag, decision.percentage > 0, decision.percentage];
  let statement = `update ${table} set ${enabled} = $2, ${percentage} = $3`;
  if (number !== undefined) {
    statement += `, ${number} = greatest(${number}, $4)`;
    values.push(decision.number);
  }
  statement += ` where ${name} = $1`;
  // Of two calls with one number the lower percentage stays; 0 is taken whatever its number.
  if (number !== undefined)
    statement += ` and (${number} is null or ${number} < $4 or (${number} = $4 and $3 <= ${percentage}) or $3 = 0)`;
  // Whom a pass-through names, a table cannot say: with one, nothing is raised.
  if (hasPassThrough(decision)) statement += ` and ($3 = 0 or (${enabled} and $3 <= ${percentage}))`;
  const { rowCount } = await query(statement, values);
  if ((rowCount ?? 0) > 0) return confirmed;
  return refused(await whyNot(decision, config, query));
}

async function whyNot(decision: Decision, config: PostgresConfig, query: Query): Promise<string> {
  const { table, name, number } = namesOf(config);
  const { rows } = await query(`select ${number ?? 'null'} as number from ${table} where ${name} = $1`, [
    config.flag,
  ]);
  const [row] = rows;
  if (!row) return `the table has no row for the flag ${config.flag}`;
  if (hasPassThrough(decision)) return 'a pass-through cannot be told to a table';
  return `the row holds a later decision, number ${row.number}`;
}

async function read(config: PostgresConfig, query: Query): Promise<Reading> {
  const { table, name, enabled, percentage } = namesOf(config);
  const statement = `select ${enabled} as enabled, ${percentage} as percentage from ${table} where ${name} = $1`;
  const { rows } = await query(statement, [config.flag]);
  const [row, second] = rows;
  if (!row) return unreadable(`the table has no row for the flag ${config.flag}`);
  if (second) return unreadable(`the table has ${rows.length} rows for the flag ${config.flag}`);
  if (row.enabled === false) return percentageRead(0);
  const value = Number(row.percentage ?? Number.NaN);
  return value >= 0 && value <= 100
    ? percentageRead(value)
    : unreadable(`the row holds no percentage: ${row.percentage}`);
}
