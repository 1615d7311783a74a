const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u;
const ZERO = /\p{Mark}|\u200d|\ufe0f/u;
const CONTROL = /\p{Control}/gu;

/** How many terminal columns a text takes. */
export function textWidth(text: string): number {
  let width = 0;
  for (const char of text) width += ZERO.test(char) ? 0 : WIDE.test(char) ? 2 : 1;
  return width;
}

/** A text on one line of at most `width` columns; what does not fit ends in `…`. Control characters become spaces. */
export function fitText(text: string, width: number): string {
  const line = text.replace(CONTROL, ' ');
  if (textWidth(line) <= width) return line;
  let [kept, used] = ['', 0];
  for (const char of line) {
    used += textWidth(char);
    if (used > width - 1) break;
    kept += char;
  }
  return width > 0 ? `${kept}…` : '';
}

/** Breaks a text at spaces into lines of at most `width` columns; a longer word is broken where it must. */
export function wrapText(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.replace(CONTROL, ' ').split(' ')) {
    if (line !== '' && textWidth(line) + 1 + textWidth(word) > width) {
      lines.push(line);
      line = '';
    }
    line += line === '' ? word : ` ${word}`;
    while (textWidth(line) > width) {
      const head = fitText(line, width + 1).slice(0, -1);
      lines.push(head);
      line = line.slice(head.length);
    }
  }
  return line === '' && lines.length > 0 ? lines : [...lines, line];
}
