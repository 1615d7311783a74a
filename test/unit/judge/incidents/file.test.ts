import { describe, expect, test } from 'vitest';
import type { RolloutError } from '../../../../src/errors/rollout-error.ts';
import { readIncidents } from '../../../../src/judge/incidents/file.ts';
import { parseYaml } from '../../../../src/text/yaml.ts';

const NOW = 1_767_607_200; // 2026-01-05T10:00:00Z

const read = (text: string) =>
  readIncidents(parseYaml(text, 'bad.yaml'), NOW).map(({ name, from, to }) => [name, from - NOW, to - NOW]);

describe('a file of incidents is read', () => {
  test('as a list in YAML, with names or without', () => {
    const text = `
- from: 2026-01-05T10:00:00Z
  to: 2026-01-05T11:00:00Z
  name: outage
- {from: 1767610800, to: now+2h}
- {from: now-1h, to: now, name: null}
`;
    expect(read(text)).toEqual([
      ['outage', 0, 3600],
      [undefined, 3600, 7200],
      [undefined, -3600, 0],
    ]);
  });

  test('as a list in JSON', () => {
    expect(read('[{"from": "2026-01-05T10:00:00Z", "to": "2026-01-05T11:00:00Z", "name": "a"}]')).toEqual([
      ['a', 0, 3600],
    ]);
  });

  test('as the windows of a label file, whose times are UTC', () => {
    const text =
      '[["2026-01-05 10:00:00.000000", "2026-01-05 11:00:00.000000"], ["2026-01-06 10:00:00", "2026-01-06 10:05:00"]]';
    expect(read(text)).toEqual([
      [undefined, 0, 3600],
      [undefined, 86_400, 86_700],
    ]);
  });

  test('as windows by series, called by their names', () => {
    const text = `{
      "realAWS/cpu.csv": [["2026-01-05 10:00:00.0", "2026-01-05 11:00:00.0"], ["2026-01-06 10:00:00", "2026-01-06 10:05:00"]],
      "none.csv": []
    }`;
    expect(read(text)).toEqual([
      ['realAWS/cpu.csv', 0, 3600],
      ['realAWS/cpu.csv 2', 86_400, 86_700],
    ]);
  });

  test('as an empty list', () => {
    expect(read('[]')).toEqual([]);
  });
});

const EITHER = '{from, to, name} or [from, to]';

test.each([
  ['5', ['1:1 INCIDENT_SHAPE expected a list of incidents, got 5']],
  ['[5]', [`1:2 INCIDENT_SHAPE expected ${EITHER}, got 5`]],
  ['[[1, 2, 3]]', [`1:2 INCIDENT_SHAPE expected ${EITHER}, got a list of 3`]],
  ['{a: 5}', ['1:2 INCIDENT_SHAPE expected a list of [from, to], got 5']],
  [
    '{from: now-1h, to: now}',
    [
      '1:2 INCIDENT_SHAPE expected a list of [from, to], got "now-1h"',
      '1:16 INCIDENT_SHAPE expected a list of [from, to], got "now"',
    ],
  ],
  ['{a: [{from: now-1h, to: now}]}', ['1:6 INCIDENT_SHAPE expected [from, to], got a mapping of from, to']],
  ['- {form: now-1h, to: now}', ['1:4 VALUES_UNKNOWN_KEY [0]: unknown key "form", did you mean "from"?']],
  ['- {from: now-1h, to: now, name: 5}', ['1:27 VALUES_TYPE [0].name must be text, got 5']],
  [
    '- {from: yesterday, to: true}',
    ['1:4 INCIDENT_TIME "yesterday" is no time', '1:21 INCIDENT_TIME "true" is no time'],
  ],
  [
    '- {from: now, to: now-1h}',
    [
      '1:15 INCIDENT_ORDER the incident ends at 2026-01-05T09:00:00.000Z, not after 2026-01-05T10:00:00.000Z, where it begins',
    ],
  ],
  ['- [now, 2026-13-05 10:00:00]', ['1:9 INCIDENT_TIME "2026-13-05 10:00:00" is no time']],
  [
    '- [now, null]\n- 7',
    ['1:9 INCIDENT_TIME "null" is no time', `2:3 INCIDENT_SHAPE expected ${EITHER}, got 7`],
  ],
])('%j is refused', (text, expected) => {
  try {
    read(text);
    expect.unreachable();
  } catch (problem) {
    const { diagnostics, exit } = problem as RolloutError;
    expect(
      diagnostics.map(({ line, column, code, message }) => `${line}:${column} ${code} ${message}`),
    ).toEqual(expected);
    expect(exit).toBeGreaterThanOrEqual(2);
  }
});
