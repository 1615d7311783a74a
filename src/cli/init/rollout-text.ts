import { actuatorKinds } from '../../control/actuators.ts';
import { notifierKinds } from '../../control/notifiers.ts';
import type { RolloutDocument } from '../../control/rollout-file/document.ts';
import { dumpYaml } from '../../text/yaml.ts';
import type { EntryKind } from './entry-questions.ts';

/** The keys of a file, in its order, with what each is for, and what is written of those that it leaves out. */
const KEYS: Readonly<Record<string, readonly [purpose: string, example?: string]>> = {
  rollout: ['What `rollout pause NAME` and the others steer.'],
  values_file: ['The policy, by its values; paths are relative to this file.'],
  policy_file: ['The policy; paths are relative to this file.'],
  blueprint: ['The blueprint of the values.'],
  prometheus: ['The server that answers the queries of the policy.'],
  start: ['When it begins: manually, immediately, or {at: TIME}.', 'manually'],
  after_reset: [
    'What follows a reset: a rollout does not climb again by itself unless it is told so.',
    '{percentage: first_step, do: wait}',
  ],
  without_data: ['A query has had no value for so long: hold, backward or reset.', '{after: 3m, do: hold}'],
  without_prometheus: ['The server has not answered for so long.', '{after: 15m, do: hold}'],
  forward_only: [
    'Hours in which it may grow; steps back and resets pass at any hour.',
    '[{days: mon-thu, from: "09:00", to: "16:00", timezone: Europe/Berlin}]',
  ],
  approvals: ['Steps that wait for `rollout approve NAME`.', '[{before_step: 2}]'],
  gates: [
    'Steps that wait until an address answers 200.',
    '[{before_step: 2, url: "http://localhost:8080/go"}]',
  ],
  min_requests: [
    'A step is not left before the feature had so many requests in it.',
    '{query: "sum(feature_requests_total)", per_step: 1000}',
  ],
  bake: ['How long after the last step it still guards.', '1h'],
  give_up_after: ['It is not complete so long after its start: hold or reset.', '{after: 7d, do: hold}'],
  actuators: ['What is told the percentage.'],
  notify: ['Who is told what happens.', '[{slack: {url_env: SLACK_WEBHOOK, on: [reset, killed]}}]'],
};

/** A rollout file with a comment for each key; what it leaves out stands in it as comments. */
export function writeRollout(document: RolloutDocument, schema: string): string {
  const parts = Object.entries(KEYS).flatMap(([key, [purpose, example]]) => {
    const value = (document as unknown as Readonly<Record<string, unknown>>)[key];
    if (value !== undefined) return [`# ${purpose}\n${written(key, value)}`];
    if (example === undefined) return [];
    return [`# ${purpose}\n# ${key}: ${example}\n`];
  });
  return `# yaml-language-server: $schema=${schema}\n\n${parts.join('\n')}`;
}

function written(key: string, value: unknown): string {
  if (key === 'actuators') return `${key}:\n${entriesText(value, actuatorKinds)}`;
  if (key === 'notify') return `${key}:\n${entriesText(value, notifierKinds)}`;
  return `${key}: ${dumpYaml(value, { flowLevel: 0 })}`;
}

type Entries = readonly Readonly<Record<string, Readonly<Record<string, unknown>>>>[];

const entriesText = (entries: unknown, kinds: readonly EntryKind[]): string =>
  (entries as Entries)
    .flatMap((entry) => Object.entries(entry))
    .map(([kind, config]) => {
      const keys = Object.entries(config).map(([key, value]) => `      ${key}: ${flow(value)}`);
      const usual = usualKeys(kinds.find((one) => one.kind === kind)!, config);
      return `  - ${kind}:\n${[...keys, ...usual].join('')}`;
    })
    .join('');

/** The keys that have a usual value and were left out. */
const usualKeys = ({ schema }: EntryKind, config: object): string[] =>
  Object.entries(schema.properties as Readonly<Record<string, { readonly default?: unknown }>>)
    .filter(([key, property]) => property.default !== undefined && !Object.hasOwn(config, key))
    .map(([key, property]) => `      # ${key}: ${flow(property.default)}`);

const flow = (value: unknown): string => dumpYaml(value, { flowLevel: 0 });
