import { describe, expect, test } from 'vitest';
import { noPaint } from '../../../src/cli/paint.ts';
import { Reporter } from '../../../src/cli/reporter.ts';
import { readSettings } from '../../../src/cli/settings.ts';
import { diagnostic, fail } from '../../../src/errors/rollout-error.ts';
import { fakeIO } from '../../support/fake-io.ts';

const warning = diagnostic('VALUES_ALIAS', { path: 'a', alias: 'b', key: 'c' });
const WARNING = 'warning VALUES_ALIAS a.b is read as "c"\nhint: write c\n';
const failure = fail('FILE_MISSING', { file: 'v.yaml' });
const FAILURE = 'error FILE_MISSING v.yaml: no such file\nhint: check the path; `-` reads standard input\n';

function open(line = '') {
  const io = fakeIO();
  const reporter = new Reporter(readSettings(line.split(' ')), io, {
    paint: noPaint,
    invocation: 'npx rollout',
  });
  return { reporter, stderr: io.stderr, stdout: io.stdout };
}

const codesIn = (stderr: string): string[] =>
  JSON.parse(stderr).diagnostics.map(({ code }: { code: string }) => code);

describe('a command that ends', () => {
  test.each([
    ['has printed its warnings', '', WARNING],
    ['has dropped them under --quiet', '--quiet', ''],
    ['has dropped them under --quiet with -o json, too', '-o json --quiet', ''],
  ])('%s', (_name, line, printed) => {
    const { reporter, stderr } = open(line);
    reporter.report([warning]);
    expect(stderr()).toBe(printed);
    expect(reporter.end(1)).toBe(1);
    expect(stderr()).toBe(printed);
  });

  test('prints its warnings in one document with -o json', () => {
    const { reporter, stderr } = open('-o json');
    reporter.report([warning]);
    expect(stderr()).toBe('');
    expect(reporter.end(0)).toBe(0);
    expect(codesIn(stderr())).toEqual(['VALUES_ALIAS']);
  });

  test('prints nothing where nothing was reported', () => {
    const { reporter, stderr } = open('-o json');
    expect(reporter.end(0)).toBe(0);
    expect(stderr()).toBe('');
  });
});

describe('a command that fails', () => {
  test('names the commands of its hints as rollout is started here, in text and not in JSON', () => {
    const unknown = fail('UNKNOWN_BLUEPRINT', { name: 'x' });
    const text = open();
    text.reporter.fail(unknown);
    expect(text.stderr()).toContain('hint: see `npx rollout blueprints list`');
    const json = open('-o json');
    json.reporter.fail(unknown);
    expect(json.stderr()).toContain('see `rollout blueprints list`');
  });

  test('prints its failure after its warnings, without a stack, and nothing on stdout', () => {
    const { reporter, stderr, stdout } = open();
    reporter.report([warning]);
    expect(reporter.fail(failure)).toBe(3);
    expect([stderr(), stdout()]).toEqual([WARNING + FAILURE, '']);
  });

  test('prints warnings and failure in one document with -o json, what was reported before not again', () => {
    const { reporter, stderr } = open('-o json');
    reporter.report([warning, ...failure.diagnostics]);
    expect(reporter.fail(failure)).toBe(3);
    expect(codesIn(stderr())).toEqual(['VALUES_ALIAS', 'FILE_MISSING']);
    expect(Object.keys(JSON.parse(stderr()))).toEqual(['diagnostics']);
  });

  test('prints its errors under --quiet', () => {
    const { reporter, stderr } = open('--quiet');
    expect(reporter.fail(failure)).toBe(3);
    expect(stderr()).toBe(FAILURE);
  });

  test('of a bug prints the stack and asks for a report', () => {
    const { reporter, stderr } = open();
    expect(reporter.fail(new TypeError('x is not a function'))).toBe(70);
    expect(stderr()).toMatch(/^TypeError: x is not a function\n {4}at .*reporter\.test\.ts/);
    expect(stderr()).toContain(
      '\nerror BUG this is a bug in rollout: x is not a function\nhint: please report it',
    );
  });

  test('prints the stack and its causes under --debug', () => {
    const { reporter, stderr } = open('x --debug');
    reporter.fail(fail('FILE_MISSING', { file: 'v' }, {}, new Error('deep')));
    expect(stderr()).toMatch(/^RolloutError: v: no such file\n {4}at /);
    expect(stderr()).toMatch(/\ncaused by: Error: deep\n {4}at /);
  });

  test('prints the stack of a bug in the document of -o json', () => {
    const { reporter, stderr } = open('simulate -o json');
    reporter.fail(new Error('x'));
    expect(Object.keys(JSON.parse(stderr()))).toEqual(['diagnostics', 'stack']);
  });
});
