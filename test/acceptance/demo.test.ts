import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Sandbox } from '../support/script.ts';
import { hasTmux, pollUntil, Terminal } from '../support/terminal.ts';

/** From the first tick that moves to the end: nobody who looks now and then misses it. */
const RISING = /step [23] of 3/;

/** Ten ticks in a second. */
const COMMAND = 'rollout demo --speed 100';

describe.skipIf(!hasTmux)('rollout demo in a real terminal', () => {
  let sandbox: Sandbox;
  let terminal: Terminal;

  beforeEach(() => {
    sandbox = new Sandbox();
  });
  afterEach(() => {
    terminal.close();
    sandbox.close();
  });

  const open = (line: string, size = { columns: 80, rows: 24 }) => {
    terminal = new Terminal(sandbox, line, size);
  };
  const shows = async (text: string | RegExp) => {
    const isThere = () => {
      const window = terminal.lines().join('\n');
      return typeof text === 'string' ? window.includes(text) : text.test(window);
    };
    expect(await pollUntil(isThere), `"${text}" in\n${terminal.screen()}`).toBe(true);
  };
  const ended = async (exit: number) => {
    await shows(`exit ${exit}`);
    expect(terminal.isGivenBack()).toBe(true);
  };

  test('b breaks the service until m mends it: the ramp goes back, and on; q ends it with what to do next', async () => {
    open(COMMAND);
    await shows('Press b to break the service');
    await shows('step 3 of 3');
    terminal.press('b');
    await shows('six times as slow');
    await shows('1 %  reset');
    terminal.press('m');
    await shows('Mended');
    terminal.press('p');
    await shows('Paused');
    terminal.press('q');
    await ended(0);
    expect(terminal.screen()).toContain('after 1 reset');
    expect(terminal.screen()).toContain('rollout blueprints generate');
  });

  test('left alone it completes, and ends by itself', async () => {
    open(`${COMMAND}00`, { columns: 140, rows: 40 });
    await ended(0);
    expect(terminal.screen()).toContain('checkout-v2 reached 100 %');
  });

  test.each([
    ['Ctrl-C', 'C-c', 130],
    ['Ctrl-D', 'C-d', 0],
  ])('%s ends it and gives the terminal back', async (_, key, exit) => {
    open(COMMAND);
    await shows(RISING);
    terminal.press(key);
    await ended(exit);
  });

  test('a small terminal and a new size get a picture that fits', async () => {
    open(COMMAND, { columns: 40, rows: 12 });
    await shows('b break   m mend   p pause   q quit');
    terminal.resize({ columns: 100, rows: 30 });
    await shows('accept percentage, % of requests');
    terminal.press('q');
    await ended(0);
  });
});
