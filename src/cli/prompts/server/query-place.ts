/** What may be typed on at the end of a query that is being written, and what is typed of it. */
export type QueryPlace =
  | { readonly kind: 'metric'; readonly typed: string }
  | { readonly kind: 'label'; readonly typed: string; readonly metric: string | undefined }
  | ValuePlace;

export interface ValuePlace {
  readonly kind: 'value';
  readonly typed: string;
  /** The quote it began with. */
  readonly quote: string;
  readonly label: string;
  readonly metric: string | undefined;
}

const TOKEN = /"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|`[^`]*`?|[a-zA-Z_:][\w:]*|\d[\w.]*|[=!]~|!=|\s+|./gs;
const NAME = /^[a-zA-Z_:][\w:]*$/;
const OPERATOR = /^(=|!=|=~|!~)$/;
const GROUPING = /^(by|without|on|ignoring|group_left|group_right)$/i;
const OPENING: Readonly<Record<string, Bracket>> = { '{': 'selector', '(': 'other', '[': 'other' };

/** A selector, a list of labels, or others. */
type Bracket = 'selector' | 'labels' | 'other';

/** Reads a query up to the cursor; undefined where nothing can be completed, as in a number or a window. */
export function placeIn(query: string): QueryPlace | undefined {
  const tokens = query.match(TOKEN) ?? [];
  const last = tokens.at(-1) ?? '';
  const isName = NAME.test(last);
  const isText = /^["'`]/.test(last) && !isClosed(last);
  const reader = new QueryReader();
  for (const token of isName || isText ? tokens.slice(0, -1) : tokens) reader.read(token);
  if (isText) return reader.valueAt(last);
  return reader.nameAt(isName ? last : '');
}

const isClosed = (text: string): boolean => /^(["'`])(?:[^\\]|\\.)*\1$/s.test(text) && text.length > 1;

/** What stands around the end of the tokens that were read. */
class QueryReader {
  readonly #open: Bracket[] = [];
  #before = '';
  /** The last metric; a name is none once a bracket of arguments follows it. */
  #metric: string | undefined;
  #metricBefore: string | undefined;
  /** In a selector: the last label, and whether an operator follows it. */
  #label: string | undefined;
  #hasOperator = false;

  read(token: string): void {
    if (token.trim() === '') return;
    const bracket = token === '(' && GROUPING.test(this.#before) ? 'labels' : OPENING[token];
    if ((token === '(' || GROUPING.test(token)) && this.#metric === this.#before)
      this.#metric = this.#metricBefore;
    if (bracket) this.#open.push(bracket);
    else if (/^[\])}]$/.test(token)) this.#open.pop();
    const inside = this.#open.at(-1);
    if (inside === 'selector') this.#readMatcher(token);
    else if (inside !== 'labels' && NAME.test(token) && !GROUPING.test(token)) {
      this.#metricBefore = this.#metric;
      this.#metric = token;
    }
    this.#before = token;
  }

  valueAt(text: string): QueryPlace | undefined {
    const label = this.#label;
    if (this.#open.at(-1) !== 'selector' || label === undefined || !this.#hasOperator) return undefined;
    return { kind: 'value', typed: text.slice(1), quote: text[0]!, label, metric: this.#metric };
  }

  nameAt(typed: string): QueryPlace | undefined {
    const inside = this.#open.at(-1);
    const isLabel = inside === 'labels' || (inside === 'selector' && this.#label === undefined);
    if (isLabel) return { kind: 'label', typed, metric: this.#metric };
    return typed !== '' && inside !== 'selector' ? { kind: 'metric', typed } : undefined;
  }

  #readMatcher(token: string): void {
    if (token === '{' || token === ',') {
      this.#label = undefined;
      this.#hasOperator = false;
    } else if (NAME.test(token)) this.#label = token;
    else if (OPERATOR.test(token)) this.#hasOperator = true;
  }
}
