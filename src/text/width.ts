const ASCII = /^[\u0020-\u007e]*$/;
const ESCAPES = /\u001b\[[\d;]*m/g;
const INVISIBLE = /^[\p{Mark}\p{Control}\p{Format}\p{Surrogate}]+$/u;
const WIDE =
  /\p{Emoji_Presentation}|\ufe0f|\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Script=Bopomofo}|\p{Script=Yi}|[\u3000-\u303e\u30fb\u30fc\ufe30-\ufe6b\uff01-\uff60\uffe0-\uffe6]/u;

let segmenter: Intl.Segmenter | undefined;

/**
 * How many columns of a terminal a text takes: East Asian characters and emoji two, combining marks and
 * colours none.
 */
export function widthOf(text: string): number {
  if (ASCII.test(text)) return text.length;
  segmenter ??= new Intl.Segmenter();
  let width = 0;
  for (const { segment } of segmenter.segment(text.replace(ESCAPES, ''))) width += widthOfOne(segment);
  return width;
}

function widthOfOne(grapheme: string): number {
  if (INVISIBLE.test(grapheme)) return 0;
  if (WIDE.test(grapheme)) return 2;
  return 1;
}
