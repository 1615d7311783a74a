/** The start of a text that may be long; a copy, so that the rest of it need not be kept. */
export function cut(text: string, maxCharacters: number): string {
  if (text.length <= maxCharacters) return text;
  return `${JSON.parse(JSON.stringify(text.slice(0, maxCharacters)))}...`;
}
