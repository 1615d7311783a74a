import type { Key } from 'node:readline';

const CONTROL = /^[\u0000-\u001f\u007f]/;

/** Names the keys that Node decodes, and drops what is pasted. */
export class KeyNames {
  #isPasting = false;

  /** Undefined for what is no key, or was pasted. */
  nameOf(text: string | undefined, key: Key): string | undefined {
    if (key.name === 'paste-start' || key.name === 'paste-end') {
      this.#isPasting = key.name === 'paste-start';
      return undefined;
    }
    return this.#isPasting ? undefined : nameOfKey(text, key);
  }
}

function nameOfKey(text: string | undefined, { name, ctrl, sequence }: Key): string | undefined {
  if (sequence === '\x1c') return 'ctrl-\\';
  if (ctrl) return name && `ctrl-${name}`;
  if (name === 'return') return 'enter';
  if (text && !CONTROL.test(text)) return text;
  return name;
}
