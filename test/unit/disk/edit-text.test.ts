import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { editorOf, editText } from '../../../src/disk/edit-text.ts';
import { Sandbox } from '../../support/script.ts';

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = new Sandbox();
});
afterEach(() => sandbox.close());

/** An editor that keeps the name and mode of the file it is given, and does more. */
const editor = (more: string) => ({
  EDITOR: `f() { stat -c '%n %a' "$1" > ${join(sandbox.work, 'seen')}; ${more}; }; f`,
});

test('the text is what the editor saved, in a file that only the owner reads and that is removed', () => {
  expect(editText('a + b', editor('sed -i s/b/c/ "$1"'), '.promql')).toBe('a + c\n');
  const [file = '', mode] = readFileSync(join(sandbox.work, 'seen'), 'utf8').trim().split(' ');
  expect(file).toMatch(/\.promql$/);
  expect(mode).toBe('600');
  expect(existsSync(file)).toBe(false);
});

test('an editor that fails leaves the text as it was', () => {
  expect(() => editText('a', editor('false'), '.promql')).toThrow('ended with 1: the text stays as it was');
  const [file = ''] = readFileSync(join(sandbox.work, 'seen'), 'utf8').split(' ');
  expect(existsSync(file)).toBe(false);
});

test('$VISUAL, else $EDITOR, else vi', () => {
  expect(editorOf({ VISUAL: 'code --wait', EDITOR: 'nano' })).toBe('code --wait');
  expect(editorOf({ VISUAL: '', EDITOR: 'nano' })).toBe('nano');
  expect(editorOf({})).toBe('vi');
});
