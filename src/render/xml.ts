/**
 * Text that may stand anywhere in XML: markup escaped; characters that XML has no place for, and bidirectional controls,
 * which reorder what stands around them, replaced.
 */
export const escapeXml = (text: string): string =>
  text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '\uFFFD')
    .replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** One element; attributes without a value are left out, `content` is XML already. */
export function element(name: string, attributes: Attributes, content?: string): string {
  const start = name + Object.entries(attributes).map(attribute).join('');
  if (content === undefined) return `<${start}/>`;
  return `<${start}>${content}</${name}>`;
}

function attribute([key, value]: [string, string | number | undefined]): string {
  if (value === undefined) return '';
  return ` ${key}="${typeof value === 'number' ? round(value) : escapeXml(value)}"`;
}

/** Pixels to a tenth: enough for the eye, and the same bytes everywhere. */
export const round = (pixels: number): number => Math.round(pixels * 10) / 10 + 0;

/** A line of text fitted to `width`, whatever font the viewer has; empty text is nothing. */
export function fitted(content: string, width: number, attributes: Attributes): string {
  if (content === '') return '';
  return element(
    'text',
    { ...attributes, textLength: width, lengthAdjust: 'spacingAndGlyphs' },
    escapeXml(content),
  );
}
