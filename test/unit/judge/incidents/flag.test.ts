import { describe, expect, test } from 'vitest';
import type { RolloutError } from '../../../../src/errors/rollout-error.ts';
import { parseIncident } from '../../../../src/judge/incidents/flag.ts';
import { labelOf } from '../../../../src/judge/incidents/incident.ts';

const NOW = 1_767_607_200; // 2026-01-05T10:00:00Z

describe('an incident is read', () => {
  test.each([
    ['2026-01-05T10:00:00Z/2026-01-05T11:30:00Z', { from: NOW, to: NOW + 5400, name: undefined }],
    ['2026-01-05T10:00:00Z/2026-01-05T11:30:00Z=outage', { name: 'outage' }],
    ['2026-01-05T10:00:00Z/2026-01-05T11:30:00Z=a/b=c d', { name: 'a/b=c d' }],
    ['2026-01-05T10:00:00Z/2026-01-05T11:30:00Z= ', { name: undefined }],
    [' 2026-01-05T12:00:00+02:00 / 1767610800 ', { from: NOW, to: NOW + 3600 }],
    ['now-2h/now', { from: NOW - 7200, to: NOW }],
    ['2026-01-05 10:00:00/2026-01-05 11:00:00', { from: NOW, to: NOW + 3600 }],
  ])('%s', (text, expected) => {
    expect(parseIncident(text, NOW)).toMatchObject({ ...expected, isFlag: true });
  });

  test('one without a name is called by its times', () => {
    expect(labelOf(parseIncident('now-2h/now', NOW))).toBe(
      '2026-01-05T08:00:00.000Z to 2026-01-05T10:00:00.000Z',
    );
  });
});

test.each([
  ['', ['INCIDENT_FORM:1 an incident is FROM/TO or FROM/TO=NAME, got ""']],
  [
    '2026-01-05T10:00:00Z',
    ['INCIDENT_FORM:1 an incident is FROM/TO or FROM/TO=NAME, got "2026-01-05T10:00:00Z"'],
  ],
  ['/now', ['INCIDENT_FORM:1 an incident is FROM/TO or FROM/TO=NAME, got "/now"']],
  ['now-1h/now/now', ['INCIDENT_FORM:1 an incident is FROM/TO or FROM/TO=NAME, got "now-1h/now/now"']],
  ['monday/tuesday', ['INCIDENT_TIME:1 "monday" is no time', 'INCIDENT_TIME:8 "tuesday" is no time']],
  ['now-1h/2026-02-30T10:00:00Z', ['INCIDENT_TIME:8 "2026-02-30T10:00:00Z" is no time']],
  [
    'now/now',
    [
      'INCIDENT_ORDER:5 the incident ends at 2026-01-05T10:00:00.000Z, not after 2026-01-05T10:00:00.000Z, where it begins',
    ],
  ],
  [
    'now/now-1h=x',
    [
      'INCIDENT_ORDER:5 the incident ends at 2026-01-05T09:00:00.000Z, not after 2026-01-05T10:00:00.000Z, where it begins',
    ],
  ],
])('%j is refused', (text, expected) => {
  try {
    parseIncident(text, NOW);
    expect.unreachable();
  } catch (problem) {
    const { diagnostics } = problem as RolloutError;
    expect(diagnostics.map(({ code, column, message }) => `${code}:${column} ${message}`)).toEqual(expected);
    expect(diagnostics[0]!.file).toBe('--incident');
  }
});
