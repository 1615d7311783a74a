import { expect, test } from 'vitest';
import { writeCommented } from '../../../src/blueprint/commented.ts';

const schema = {
  required: ['name'],
  properties: {
    name: { type: 'string', description: 'What it is called.' },
    steps: {
      type: 'array',
      description: 'The steps.',
      items: {
        type: 'object',
        properties: {
          to: { type: 'number', 'x-unit': '%' },
          for: { type: 'string', format: 'duration', default: '1m' },
        },
      },
    },
    free: { 'x-plain': true, type: 'object', properties: { a: { description: 'Not said.' } } },
  },
};

test('keys in the order of the schema, each under what it is', () => {
  const value = {
    other: 'a\nb',
    free: { a: [{ b: 1 }] },
    steps: [{ for: '5m', to: 1 }, { to: 2 }],
    name: '__REQUIRED_FIELD__',
  };
  expect(
    writeCommented([{ schema, file: '/x.json', origin: '/x.json', directory: '/' }], value),
  ).toBe(`# What it is called.
# Type: text
# Required: True
name: __REQUIRED_FIELD__

# The steps.
# Type: list of mappings
steps:
  # Type: number (%)
  - to: 1
    # Type: duration
    # Default: "1m"
    for: 5m
  - to: 2

# Type: mapping
free:
  a:
    - b: 1

other: |-
  a
  b
`);
});

test('long descriptions are wrapped', () => {
  const long = { properties: { a: { description: 'word '.repeat(60).trim() } } };
  const text = writeCommented([{ schema: long, file: '/x.json', origin: '/x.json', directory: '/' }], {
    a: 1,
  });
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(112);
  expect(text.match(/word/g)).toHaveLength(60);
});
