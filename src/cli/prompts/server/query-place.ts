/** What may be typed on at the end of a query that is being written, and what is typed of it. */
export type QueryPlace =
  | { readonly kind: 'metric'; readonly typed: string }
  | { readonly kind: 'label'; readonly typed: string; readonly metric: string | undefined }
  | {
      readonly kind: 'value';
      readonly typed: string;
      readonly label: string;
      readonly metric: string | undefined;
    };

const TOKEN = /"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|`[^`]*`?|[a-zA-Z_:][\w:]*|[=!]~|!=|\s+|./gs;
const NAME = /^[a-zA-Z_:][\w:]*$/;
const OPERATOR = /^(=|!=|=~|!~)$/;
const GROUPING = /^(by|without|on|ignoring|group_left|group_right)$/i;

/** What stands around the end of a query. */
interface Around {
  /** The brackets that are open: a selector, a list of labels, or others. */
  readonly open: ('selector' | 'labels' | 'other')[];
  /** The last name before the selector that is open. */
  metric: string | undefined;
  /** The last label and whether an operator follows it. */
  label: string | undefined;
  operator: string | undefined;
  before: string;
}

/** Reads a query up to the cursor; undefined where nothing can be completed, as in a number or a window. */
export function placeIn(query: string): QueryPlace | undefined {
  const tokens = query.match(TOKEN) ?? [];
  const last = tokens.at(-1) ?? '';
  const isName = NAME.test(last);
  const isText = /^["'`]/.test(last) && !isClosed(last);
  const around = readAround(isName || isText ? tokens.slice(0, -1) : tokens);
  const { metric, label, operator } = around;
  const inside = around.open.at(-1);
  const typed = isName ? last : '';
  if (isText) return valuePlace(around, last);
  if (inside === 'labels') return { kind: 'label', typed, metric };
  if (inside === 'selector')
    return label !== undefined && operator !== undefined ? undefined : { kind: 'label', typed, metric };
  return isName ? { kind: 'metric', typed } : undefined;
}

function valuePlace({ open, label, operator, metric }: Around, text: string): QueryPlace | undefined {
  if (open.at(-1) !== 'selector' || label === undefined || operator === undefined) return undefined;
  return { kind: 'value', typed: text.slice(1), label, metric };
}

const isClosed = (text: string): boolean =>
  text.length > 1 && text.endsWith(text[0]!) && !/\\.?$/.test(text.slice(0, -1));

function readAround(tokens: readonly string[]): Around {
  const around: Around = { open: [], metric: undefined, label: undefined, operator: undefined, before: '' };
  for (const token of tokens) if (token.trim() !== '') readToken(token, around);
  return around;
}

function readToken(token: string, around: Around): void {
  const { open } = around;
  if (token === '{') {
    open.push('selector');
    around.metric = NAME.test(around.before) ? around.before : undefined;
  } else if (token === '(') open.push(GROUPING.test(around.before) ? 'labels' : 'other');
  else if (token === '[') open.push('other');
  else if (/^[\])}]$/.test(token)) open.pop();
  if (open.at(-1) === 'selector') readMatcher(token, around);
  else if (NAME.test(token) && open.at(-1) !== 'labels') around.metric = token;
  around.before = token;
}

function readMatcher(token: string, around: Around): void {
  if (token === '{' || token === ',') {
    around.label = undefined;
    around.operator = undefined;
  } else if (NAME.test(token)) around.label = token;
  else if (OPERATOR.test(token)) around.operator = token;
}
