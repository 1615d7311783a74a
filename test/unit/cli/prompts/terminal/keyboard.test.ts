import { EventEmitter } from 'node:events';
import type { ReadStream, WriteStream } from 'node:tty';
import { expect, test } from 'vitest';
import { PASTE_OFF, PASTE_ON } from '../../../../../src/cli/prompts/terminal/key-decoder.ts';
import { Keyboard } from '../../../../../src/cli/prompts/terminal/keyboard.ts';

/** The two ends of a terminal, and what a question under way was told. */
function terminal() {
  const modes: string[] = [];
  const input = Object.assign(new EventEmitter(), {
    setRawMode: (raw: boolean) => modes.push(raw ? 'raw' : 'cooked'),
    resume: () => input,
    pause: () => input,
  });
  const output = Object.assign(new EventEmitter(), { write: (text: string) => modes.push(text) });
  const keyboard = new Keyboard(input as unknown as ReadStream, output as unknown as WriteStream);
  const told: string[] = [];
  keyboard.focus({
    press: (press) => told.push(press.kind === 'key' ? press.key : press.text),
    redraw: () => told.push('redraw'),
  });
  return { keyboard, input, output, modes, told };
}

const EVENTS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGCONT', 'beforeExit'] as const;
const listenersOf = () => EVENTS.map((name) => process.listenerCount(name));

test('the end of the input and an event loop that runs dry are interruptions', () => {
  const { keyboard, input, told } = terminal();
  input.emit('end');
  input.emit('error', new Error('EIO'));
  process.emit('beforeExit', 0);
  keyboard.blur();
  expect(told).toEqual(['interrupt', 'interrupt', 'interrupt']);
});

test('a process that is continued sets the modes of the terminal anew and draws again', () => {
  const { keyboard, modes, told } = terminal();
  modes.length = 0;
  process.emit('SIGCONT');
  keyboard.blur();
  expect(told).toEqual(['redraw']);
  expect(modes).toEqual(['cooked', 'raw', PASTE_ON, PASTE_OFF, 'cooked']);
});

test('the terminal is given back with nothing that listens', () => {
  const before = listenersOf();
  const { keyboard, input, output } = terminal();
  expect(listenersOf()).toEqual(before.map((count) => count + 1));
  keyboard.blur();
  keyboard.blur();
  expect(listenersOf()).toEqual(before);
  expect([...input.eventNames(), ...output.eventNames()]).toEqual([]);
});
