/** What a part of a chart means; its colour follows from that. */
export type Style = 'plain' | 'dim' | 'bold' | 'accept' | 'line' | 'forward' | 'backward' | 'reset';
export type Paint = (style: Style, text: string) => string;

/** The line of a signal has the colour of text, which no background hides; white and black would vanish on one. */
const SGR: Readonly<Record<Style, string>> = {
  plain: '',
  dim: '2',
  bold: '1',
  accept: '36',
  line: '',
  forward: '32',
  backward: '33',
  reset: '31',
};

/** Colours text by its meaning; without colour text stays as it is. */
export function painter(colour: boolean): Paint {
  return (style, text) => {
    const code = SGR[style];
    if (!colour || code === '' || text.trim() === '') return text;
    return `\x1b[${code}m${text}\x1b[0m`;
  };
}
