/** Signs of drawings and sentences in ASCII; branches of a tree come before the single signs that they are made of. */
const SIGNS: readonly (readonly [sign: RegExp, ascii: string])[] = [
  [/├─ /g, '|- '],
  [/└─ /g, '`- '],
  [/…/g, '...'],
  [/[│┃]/g, '|'],
  [/[─╌–—]/g, '-'],
  [/[┌┐└┘├┤┬┴┼]/g, '+'],
  [/[▁▂▃]/g, '_'],
  [/[▄▅▆]/g, '='],
  [/[▇█]/g, '#'],
  [/[░▒▓]/g, ':'],
  [/⠀/g, ' '],
  [/[⠁-⣿]/g, '*'],
  [/[×✕✖]/g, 'x'],
  [/[•·●]/g, '*'],
  [/[✔✓]/g, 'v'],
  [/[›❯▶]/g, '>'],
  [/[‹❮◀]/g, '<'],
  [/[µμ]s\b/g, 'us'],
];

/** A text with the signs of rollout in ASCII, for terminals that know no other; what users wrote stays. */
export const inAscii = (text: string): string =>
  SIGNS.reduce((ascii, [sign, replacement]) => ascii.replace(sign, replacement), text);
