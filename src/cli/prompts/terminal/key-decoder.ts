/** A key that means something to every question. */
export type Key = 'back' | 'help' | 'complete' | 'edit' | 'end' | 'suspend' | 'interrupt';

/** What a terminal sent: text and keys for the line, a paste as a whole, or a key of ours. */
export type Press =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'paste'; readonly text: string }
  | { readonly kind: 'key'; readonly key: Key };

/** Asks a terminal to mark what is pasted, and no more. */
export const PASTE_ON = '\x1b[?2004h';
export const PASTE_OFF = '\x1b[?2004l';

const PASTE_START = '\x1b[200~';
const PASTE_END = '\x1b[201~';
const MAX_PASTE = 1_000_000;
const SEQUENCE = /^\x1b(?:\[[\d;?]*[@-~]|O[ -~]|[^[O\x1b])/;
const BEGINNING = /^\x1b(?:\[[\d;?]*|O)?$/;
/** Up to what may be a key. */
const ORDINARY = /^[^\x03\x04\x09\x18\x1a\x1b<?]+/;
/** A line break with more text behind it: nobody types that at once, so it was pasted without marks. */
const SEVERAL_LINES = /^[^\x1b]*[\r\n]\s*[^\s\x1b]/;

const KEYS: Readonly<Record<string, Key>> = {
  '\x03': 'interrupt',
  '\x04': 'end',
  '\t': 'complete',
  '\x18': 'edit',
  '\x1a': 'suspend',
  '\x1bOP': 'help',
  '\x1b[11~': 'help',
};

/** Splits what a terminal sends into presses; a sequence may come in several chunks. */
export class KeyDecoder {
  #rest = '';
  #paste: string | undefined;

  /** Whether an Escape waits for what may belong to it. */
  get isWaiting(): boolean {
    return this.#rest !== '';
  }

  push(chunk: string): Press[] {
    if (this.#paste === undefined && this.#rest === '' && SEVERAL_LINES.test(chunk))
      return [{ kind: 'paste', text: chunk }];
    this.#rest += chunk;
    return this.#all();
  }

  /** Nothing more came: an Escape alone is the key. */
  flush(): Press[] {
    const isEscape = this.#rest === '\x1b';
    this.#rest = '';
    return isEscape ? [{ kind: 'key', key: 'back' }] : [];
  }

  #all(): Press[] {
    const presses: Press[] = [];
    for (;;) {
      const next = this.#next();
      if (next === undefined) return presses;
      if (next !== 'nothing') presses.push(next);
    }
  }

  /** The next press; `nothing` where something was read that is none, undefined where more is needed. */
  #next(): Press | 'nothing' | undefined {
    if (this.#paste !== undefined) return this.#endPaste(this.#paste);
    if (this.#rest === '' || BEGINNING.test(this.#rest)) return undefined;
    const [text] = ORDINARY.exec(this.#rest) ?? SEQUENCE.exec(this.#rest) ?? [this.#rest.slice(0, 1)];
    this.#rest = this.#rest.slice(text.length);
    if (text === PASTE_START) {
      this.#paste = '';
      return 'nothing';
    }
    const key = text === '\x1b' ? 'back' : KEYS[text];
    return key ? { kind: 'key', key } : { kind: 'text', text };
  }

  #endPaste(before: string): Press | undefined {
    const pasted = before + this.#rest;
    const end = pasted.indexOf(PASTE_END);
    if (end < 0) {
      this.#paste = pasted.slice(0, MAX_PASTE);
      this.#rest = '';
      return undefined;
    }
    this.#paste = undefined;
    this.#rest = pasted.slice(end + PASTE_END.length);
    return { kind: 'paste', text: pasted.slice(0, end) };
  }
}
