import { expect, test } from 'vitest';
import { foldChoices } from '../../../src/schema/fold-choices.ts';
import type { Fault } from '../../../src/schema/validator.ts';

const fault = (keyword: string, instancePath: string, params = {}): Fault => ({
  keyword,
  instancePath,
  params,
});
const shown = (faults: readonly Fault[]) =>
  foldChoices(faults).map(({ keyword, instancePath }) => `${keyword} ${instancePath}`);

test('the branch with the right type speaks for the choice', () => {
  const faults = [
    fault('type', '/a', { type: 'string' }),
    fault('required', '/a', { missingProperty: 'x' }),
    fault('oneOf', '/a'),
  ];
  expect(shown(faults)).toEqual(['required /a']);
});

test('where no branch has the type, one fault names them all', () => {
  const faults = [
    fault('type', '/a', { type: 'string' }),
    fault('type', '/a', { type: ['number', 'null'] }),
    fault('anyOf', '/a'),
  ];
  expect(foldChoices(faults)).toEqual([fault('type', '/a', { type: ['string', 'number', 'null'] })]);
});

test('a choice that says nothing else stays, and so do faults elsewhere', () => {
  expect(shown([fault('type', '/b'), fault('oneOf', '/a')])).toEqual(['type /b', 'oneOf /a']);
  expect(
    shown([fault('type', '/ab'), fault('type', '/a', { type: 'string' }), fault('oneOf', '/a')]),
  ).toEqual(['type /ab', 'type /a']);
});

test('keywords that only frame others are dropped', () => {
  expect(shown([fault('required', '/a'), fault('if', '')])).toEqual(['required /a']);
});
