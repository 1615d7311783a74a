import { describe, expect, it } from 'vitest';
import {
  type Definitions,
  duration,
  flag,
  list,
  number,
  object,
  ref,
  text,
} from '../../../../src/circuit/schema/config-schema.ts';
import { normalise, spellDurations } from '../../../../src/circuit/schema/normalise.ts';

const definitions: Definitions = {
  Step: object('A step.', { target: number('Where to.', { default: 0 }), duration: duration('How long.') }),
};
const schema = object('A config.', {
  name: text('A name.'),
  steps: list('Steps.', ref('Step')),
  wait: duration('A wait.', { default: '5s' }),
  nested: object('A part.', { on: flag('Whether.', { default: true }) }),
  labels: { type: 'object', additionalProperties: { type: 'string' } },
});

describe('normalise', () => {
  it.each([
    [
      'fills defaults where an object is present, and reads durations',
      { nested: {} },
      { wait: 5, nested: { on: true } },
    ],
    [
      'keeps explicit zero and false',
      { wait: '0s', nested: { on: false } },
      { wait: 0, nested: { on: false } },
    ],
    [
      'goes through lists and definitions',
      { wait: '1m', steps: [{ duration: '1h30m' }, { target: 3 }] },
      { wait: 60, steps: [{ duration: 5400, target: 0 }, { target: 3 }] },
    ],
    [
      'drops null, which is unset',
      { wait: '1s', name: null, nested: { on: null } },
      { wait: 1, nested: { on: true } },
    ],
    [
      'keeps Seconds, and what it does not know',
      { wait: 7, other: [1], labels: { a: '5s' } },
      { wait: 7, other: [1], labels: { a: '5s' } },
    ],
  ])('%s', (_, given, expected) => {
    expect(normalise(schema, given, definitions)).toEqual(expected);
  });

  it('says which text is no duration, and takes what stands for it', () => {
    const faults: string[] = [];
    const onFault = (got: string) => faults.push(got);
    expect(normalise(schema, { wait: 'soon', steps: [{ duration: '-1s' }] }, definitions, onFault)).toEqual({
      wait: 1,
      steps: [{ duration: 2, target: 0 }],
    });
    expect(faults).toEqual(['soon', '-1s']);
  });

  it('leaves what it was given alone', () => {
    const given = { steps: [{ duration: '5m' }] };
    normalise(schema, given, definitions);
    expect(given).toEqual({ steps: [{ duration: '5m' }] });
  });
});

it('spellDurations writes them as protobuf does, and nothing else', () => {
  const given = { name: '5m', wait: '1h30m', steps: [{ duration: '500ms' }, {}], nested: {} };
  expect(spellDurations(schema, given, definitions)).toEqual({
    name: '5m',
    wait: '5400s',
    steps: [{ duration: '0.5s' }, {}],
    nested: {},
  });
});

it('keeps a key named __proto__, which is a name like others', () => {
  const given = JSON.parse('{"__proto__": {"wait": "5m"}}');
  const schema = { additionalProperties: { properties: { wait: { format: 'duration' } } } };
  const spelled = spellDurations(schema, given, {});
  expect(JSON.stringify(spelled)).toBe('{"__proto__":{"wait":"300s"}}');
});
