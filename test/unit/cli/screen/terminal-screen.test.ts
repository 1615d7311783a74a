import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { root, Sandbox } from '../../../support/script.ts';
import { hasTmux, pollUntil, Terminal } from '../../../support/terminal.ts';

describe.skipIf(!hasTmux)('a screen on a real terminal', () => {
  let sandbox: Sandbox;
  let terminal: Terminal;

  beforeEach(async () => {
    sandbox = new Sandbox();
    await build({
      entryPoints: [join(root, 'test/support/screen-main.ts')],
      outfile: join(sandbox.work, 'screen.mjs'),
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node20.17',
      logLevel: 'warning',
    });
    terminal = new Terminal(sandbox, 'bash --norc -i', { columns: 80, rows: 24 });
    terminal.type('PS1="ready> "; stty -a > before');
    await terminal.until('ready> ');
  });

  afterEach(() => {
    terminal.close();
    sandbox.close();
  });

  const start = async (command = 'node screen.mjs'): Promise<void> => {
    terminal.type(`${command}; echo "ended with $?"; stty -a > after`);
    await shows(({ lines }) => lines[0] === 'size 80x24');
  };

  const shows = async (holds: (seen: { lines: string[]; all: string }) => boolean): Promise<void> => {
    const found = await pollUntil(() => holds({ lines: terminal.lines(), all: terminal.screen() }));
    if (!found) throw new Error(`the screen says:\n${terminal.screen()}`);
  };

  /** The end, with the terminal as it was. */
  const endsWith = async (exit: number): Promise<void> => {
    await shows(({ all }) => all.includes(`ended with ${exit}\n`) && all.endsWith('ready>'));
    expect(terminal.isGivenBack()).toBe(true);
    expect(readFileSync(join(sandbox.work, 'after'), 'utf8')).toBe(
      readFileSync(join(sandbox.work, 'before'), 'utf8'),
    );
    expect(terminal.screen()).not.toContain('size 80x24');
  };

  test('keys come by name, what is pasted does not, and what is printed follows at the end', async () => {
    await start();
    expect(terminal.isGivenBack()).toBe(false);
    for (const [key, name] of [
      ['p', 'p'],
      ['P', 'P'],
      ['Up', 'up'],
      ['Enter', 'enter'],
      ['C-d', 'ctrl-d'],
      ['Escape', 'escape'],
      ['Space', ''],
      ['é', 'é'],
    ] as const) {
      terminal.press(key);
      await shows(({ lines }) => lines[1] === `key ${name}`.trimEnd());
    }
    terminal.paste('pasted');
    terminal.press('e');
    await shows(({ lines }) => lines[1] === 'key e');
    expect(terminal.screen()).not.toContain('printed meanwhile');
    terminal.press('q');
    await endsWith(0);
    expect(terminal.screen()).toMatch(/printed meanwhile\nended with 0/);
  });

  test('every size is painted anew, down to one that has room for little', async () => {
    await start();
    for (const size of [
      { columns: 140, rows: 40 },
      { columns: 20, rows: 5 },
      { columns: 200, rows: 10 },
      { columns: 33, rows: 12 },
    ]) {
      terminal.resize(size);
      await shows(({ lines }) => lines[0] === `size ${size.columns}x${size.rows}`);
      await shows(({ lines }) => lines.at(-1) === `row ${size.rows - 4}`);
      expect(terminal.lines()).toHaveLength(size.rows);
      expect(terminal.lines()[2]).toBe('long '.repeat(60).slice(0, size.columns).trimEnd());
    }
    terminal.press('q');
    await shows(({ all }) => all.includes('ended with 0'));
    expect(terminal.isGivenBack()).toBe(true);
  });

  test('Ctrl-C interrupts', async () => {
    await start();
    terminal.press('C-c');
    await endsWith(130);
  });

  test('an error that nobody catches is printed after the terminal is given back', async () => {
    await start();
    terminal.press('x');
    await endsWith(70);
    expect(terminal.screen()).toContain('failed: a bug\nended with 70');
  });

  test.each([
    ['TERM', 130],
    ['INT', 130],
    ['HUP', 129],
    ['QUIT', 131],
  ])('SIG%s gives the terminal back', async (signal, exit) => {
    await start(`bash -c 'echo pid $$ > pid; exec node screen.mjs'`);
    await sandbox.run(`kill -${signal} $(awk '{print $2}' pid)`);
    await endsWith(exit);
  });

  test('Ctrl-Z gives the terminal back until fg', async () => {
    await start();
    terminal.press('C-z');
    await shows(({ all }) => all.includes('Stopped') && all.endsWith('ready>'));
    expect(terminal.isGivenBack()).toBe(true);
    terminal.resize({ columns: 60, rows: 20 });
    terminal.type('fg');
    await shows(({ lines }) => lines[0] === 'size 60x20');
    terminal.press('z');
    await shows(({ lines }) => lines[1] === 'key z');
    terminal.press('q');
    await shows(({ all }) => all.endsWith('ready>'));
    expect(terminal.isGivenBack()).toBe(true);
  });

  test('a job in the background leaves the terminal alone, and takes it when it comes back', async () => {
    terminal.type('node screen.mjs & wait; echo "done with it"');
    await shows(({ all }) => /no screen\n(.*\n)*done with it/.test(all));
    terminal.type('clear');
    await start();
    terminal.press('C-z');
    await shows(({ all }) => all.includes('Stopped') && all.endsWith('ready>'));
    terminal.type('bg');
    terminal.type('jobs');
    await shows(({ all }) => /Running +node screen\.mjs/.test(all));
    expect(terminal.isGivenBack()).toBe(true);
    terminal.type('fg');
    await shows(({ lines }) => lines[0] === 'size 80x24');
    terminal.press('q');
    await shows(({ all }) => all.endsWith('ready>'));
    expect(terminal.isGivenBack()).toBe(true);
  });

  test('a dumb terminal has none', async () => {
    terminal.type('TERM=dumb node screen.mjs');
    await shows(({ all }) => all.includes('no screen\n'));
  });
});
