import { describe, expect, test } from 'vitest';
import type { Known } from '../../../../src/cli/init/known.ts';
import { QUESTIONS } from '../../../../src/cli/init/questions.ts';
import { assign, noValues } from '../../../../src/text/assign.ts';
import { planOf } from '../../../support/plans.ts';
import { scriptedPrompts } from '../../../support/scripted-prompts.ts';

const plan = planOf([]);
const known: Known = { checked: { plan, policy: 'checkout-v2' }, steps: 3, now: 1_800_000_000 };

/** The document that answers to the question for a key make, and what was said on the way. */
async function answered(key: string, answers: readonly string[]) {
  const prompts = scriptedPrompts(answers);
  const given = await QUESTIONS[key]!(prompts, known);
  return {
    value: assign(noValues, given).value,
    refused: prompts.transcript.filter((line) => /^ {2}[!|]/.test(line)),
  };
}

describe('answers become keys of the file', () => {
  test.each<[key: string, answers: string[], value: object]>([
    ['rollout', [''], { rollout: 'checkout-v2' }],
    ['prometheus', [''], { prometheus: { url: 'http://localhost:9090' } }],
    ['start', ['manually'], { start: 'manually' }],
    ['start', ['at', ''], { start: { at: '2027-01-16T09:00:00Z' } }],
    ['forward_only', [''], {}],
    [
      'forward_only',
      ['Mon-Thu 09:00-16:00 Europe/Berlin'],
      { forward_only: [{ days: 'mon-thu', from: '09:00', to: '16:00', timezone: 'Europe/Berlin' }] },
    ],
    ['approvals', [''], {}],
    ['approvals', ['2, 3'], { approvals: [{ before_step: 2 }, { before_step: 3 }] }],
    ['after_reset', ['first_step'], {}],
    ['after_reset', ['off'], { after_reset: { percentage: 0, do: 'wait' } }],
    ['after_reset', ['continue', ''], { after_reset: { do: 'continue', at_most: 3 } }],
    ['notify', ['nobody'], {}],
    ['notify', ['slack', '$SLACK'], { notify: [{ slack: { url_env: 'SLACK' } }] }],
    [
      'actuators',
      ['flagd', 'f.json', 'new', ''],
      { actuators: [{ flagd: { file: 'f.json', flag: 'new' } }] },
    ],
    [
      'actuators',
      ['exec', './set  --env prod', 'new', 'yes', 'webhook', 'http://localhost:1', 'new', '', '$KEY', ''],
      {
        actuators: [
          { exec: { command: ['./set', '--env', 'prod'], flag: 'new' } },
          { webhook: { url: 'http://localhost:1', flag: 'new', token_env: 'KEY' } },
        ],
      },
    ],
    [
      'actuators',
      ['unleash', 'http://localhost:4242', 'token', 'new', ''],
      { actuators: [{ unleash: { url: 'http://localhost:4242', token_file: 'token', flag: 'new' } }] },
    ],
    [
      'actuators',
      ['launchdarkly', '$LD', 'shop', 'production', 'new', ''],
      {
        actuators: [
          { launchdarkly: { token_env: 'LD', project: 'shop', environment: 'production', flag: 'new' } },
        ],
      },
    ],
    [
      'actuators',
      ['postgres', 'secrets/db', 'new', ''],
      { actuators: [{ postgres: { url_file: 'secrets/db', flag: 'new' } }] },
    ],
    [
      'actuators',
      ['http_route', 'shop', 'checkout', 'v2', 'v1', ''],
      { actuators: [{ http_route: { namespace: 'shop', name: 'checkout', feature: 'v2', stable: 'v1' } }] },
    ],
    [
      'actuators',
      [
        'patch',
        'shop',
        'x',
        'v1',
        'things',
        '[{"op": "add", "path": "/a", "value": "{percentage}"}]',
        '/a',
        '',
      ],
      {
        actuators: [
          {
            patch: {
              namespace: 'shop',
              name: 'x',
              api_version: 'v1',
              resource: 'things',
              patch: [{ op: 'add', path: '/a', value: '{percentage}' }],
              read: '/a',
            },
          },
        ],
      },
    ],
  ])('%s: %j', async (key, answers, value) => {
    expect(await answered(key, answers)).toEqual({ value, refused: [] });
  });

  test('one step has no approvals to ask for', async () => {
    expect(await QUESTIONS.approvals!(scriptedPrompts([]), { ...known, steps: 1 })).toEqual([]);
  });
});

describe('what the reader would refuse is asked again', () => {
  test.each<[key: string, answers: string[], refused: string[]]>([
    ['rollout', ['My App', ''], ['a name is lower-case letters, digits, - and ., such as checkout-v2']],
    ['prometheus', ['localhost', ''], ['an address, such as http://localhost:9090']],
    [
      'prometheus',
      ['http://me:pw@localhost', ''],
      [
        'is a secret that is written in the file\ntake it out, replace it where it is valid, and name http_config_file',
      ],
    ],
    ['approvals', ['4', '2 2', ''], Array(2).fill('numbers from 1 to 3, each once, such as 3; or none')],
    [
      'forward_only',
      ['mornings', ''],
      ['days, hours and time zone, such as mon-thu 09:00-16:00 Europe/Berlin; or always'],
    ],
    [
      'forward_only',
      ['09:00-16:00 Mars/Base', ''],
      ['there is no time zone "Mars/Base"\nwrite a name of the IANA database, such as Europe/Berlin or UTC'],
    ],
    [
      'actuators',
      ['flagd', 'flags.yaml', 'f.json', '', 'new', ''],
      ['only a file in JSON can be changed', 'give a text'],
    ],
    [
      'notify',
      ['slack', 'https://hooks.slack.com/a', '$A'],
      ['it may be a secret: name a file or a $VARIABLE that holds it'],
    ],
    ['notify', ['nobody'], []],
  ])('%s: %j', async (key, answers, refused) => {
    const { refused: said } = await answered(key, answers);
    expect(said).toEqual(refused.map((line) => `  ! ${line}`));
  });

  test('a target that another one moves', async () => {
    const first = ['flagd', 'f.json', 'new'];
    const { refused, value } = await answered('actuators', [
      ...first,
      'yes',
      ...first,
      'flagd',
      'f.json',
      'other',
      '',
    ]);
    expect(refused[0]).toContain('two actuators move the same target, flagd');
    expect(value).toEqual({
      actuators: [{ flagd: { file: 'f.json', flag: 'new' } }, { flagd: { file: 'f.json', flag: 'other' } }],
    });
  });
});
