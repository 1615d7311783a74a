import { EventEmitter } from 'node:events';

/** What readline reads instead of the terminal: the keys of one question that are left to it. */
export class KeySource extends EventEmitter {
  type(keys: string): void {
    this.emit('data', keys);
  }

  /** Text as a whole, which is quicker than key by key. */
  insert(text: string): void {
    this.emit('insert', text);
  }

  redraw(): void {
    this.emit('redraw');
  }

  resume(): this {
    return this;
  }

  pause(): this {
    return this;
  }
}
