import { type Answer, error, json, raw, sound, timesOf, withPoints, withSeries } from './exchange.ts';

/** Answers in the right form whose times, values, shapes or texts are wrong. */

const at = (time: (asked: number) => unknown): Answer =>
  json((asked) => withPoints(asked, (one) => [time(one), '50']));
const value = (text: unknown): Answer => json((asked) => withPoints(asked, (time) => [time, text]));
/** The text of a sound answer, changed. */
const changed = (change: (text: string) => string): Answer =>
  raw((asked) => change(JSON.stringify(sound(asked))));

/** No answer of these is a reading of the time asked for. */
export const times: Readonly<Record<string, Answer>> = {
  't-old': at((time) => time - 86_400),
  't-zero': at(() => 0),
  't-null': at(() => null),
  't-negative': at((time) => -time),
  't-future': at((time) => time + 86_400),
  't-text': at(String),
  't-list': at((time) => [time]),
  't-nan': changed((text) => text.replace(/\[\d[\d.]*,"50"/g, '[NaN,"50"')),
  't-1e300': changed((text) => text.replace(/\[\d[\d.]*,"50"/g, '[1e300,"50"')),
  't-1e999': changed((text) => text.replace(/\[\d[\d.]*,"50"/g, '[1e999,"50"')),
  't-missing': json((asked) => withPoints(asked, () => ['50'] as never)),
  't-between': at((time) => time + 0.1234),
};

/** No answer of these has a value. */
export const values: Readonly<Record<string, Answer>> = {
  'v-nan': value('NaN'),
  'v-null': value(null),
  'v-number': value(50),
  'v-empty': value(''),
  'v-hex': value('0x32'),
  'v-word': value('fifty'),
  'v-spaces': value(' 50 '),
  'v-comma': value('50,0'),
  'v-object': value({ value: '50' }),
  'v-list': value(['50']),
  'v-bool': value(true),
  'v-digits': value('٥٠'),
  'v-escape': value('\u001b[2J50'),
  'v-long': value('x'.repeat(100_000)),
};

/** Values that are numbers, and the least of sound ones. */
export const numbers: Readonly<Record<string, Answer>> = {
  'n-inf': value('+Inf'),
  'n-minus-inf': value('-Inf'),
  'n-huge': value('1e309'),
  'n-tiny': value('5e-324'),
  'n-digits': value(`0.${'3'.repeat(5_000)}`),
};

const data = (content: unknown): Answer => json(() => ({ status: 'success', data: content }));
const result = (content: unknown, resultType = 'vector'): Answer => data({ resultType, result: content });
const nested = (open: string, close: string): Answer =>
  raw(`{"status":"success","data":${open.repeat(2_000_000)}${close.repeat(2_000_000)}}`);

/** Documents of another shape. */
export const shapes: Readonly<Record<string, Answer>> = {
  's-null': json(() => null),
  's-list': json(() => []),
  's-number': json(() => 50),
  's-text': json(() => 'success'),
  's-empty': raw(''),
  's-no-data': json(() => ({ status: 'success' })),
  's-data-null': data(null),
  's-data-text': data('50'),
  's-data-list': data([1, '50']),
  's-result-null': result(null),
  's-result-object': result({ value: [1, '50'] }),
  's-result-nulls': result([null, null]),
  's-result-texts': result(['a']),
  's-result-empty': json((asked) => withSeries(asked, [])),
  's-type-missing': data({ result: [] }),
  's-type-unknown': result([], 'tensor'),
  's-scalar': result([1, '50'], 'scalar'),
  's-string': result([1, 'x'], 'string'),
  's-swapped': json((asked) => sound({ ...asked, kind: asked.kind === 'instant' ? 'range' : 'instant' })),
  's-metric-null': json((asked) => withSeries(asked, [{ metric: null, points: [] }])),
  's-metric-numbers': json((asked) =>
    withSeries(asked, [{ metric: { a: 1, b: null }, points: [[1, '50']] }]),
  ),
  's-pair-of-one': json((asked) => withPoints(asked, (time) => [time] as never)),
  's-pair-of-three': json((asked) => withPoints(asked, (time) => [time, '50', 1] as never)),
  's-histogram': result([{ metric: {}, histogram: [1, { count: '1', sum: '2', buckets: [] }] }]),
  's-histogram-null': result([{ metric: {}, histogram: null, histograms: null }]),
  's-status-missing': json(() => ({ data: { resultType: 'vector', result: [] } })),
  's-status-unknown': json(() => ({ status: 'maybe', data: null })),
  's-deep': nested('{"a":', '}'),
  's-deep-array': nested('[', ']'),
  's-proto': raw('{"__proto__":{"status":"success"},"constructor":1}'),
};

const series = (count: number, metric: (i: number) => unknown): Answer =>
  json((asked) =>
    withSeries(
      asked,
      Array.from({ length: count }, (_, i) => ({
        metric: metric(i),
        points: timesOf(asked).map((time) => [time, '50'] as const),
      })),
    ),
  );
const label = (text: string): Answer => series(2, (i) => ({ a: text, [text]: String(i) }));

/** More than one series, and labels that a terminal would obey. */
export const manySeries: Readonly<Record<string, Answer>> = {
  'm-two': series(2, (i) => ({ a: String(i) })),
  'm-same': series(2, () => ({ a: 'b' })),
  'm-hundreds': series(300, (i) => ({ a: String(i) })),
  'm-labels': series(2, (i) =>
    Object.fromEntries(Array.from({ length: 5_000 }, (_, j) => [`label_${j}`, `${i} ${j}`])),
  ),
  'm-same-time': json((asked) => {
    const points = timesOf(asked).flatMap((time) => [[time, '50'] as const, [time, '90'] as const]);
    return withSeries(asked, [{ metric: {}, points }]);
  }),
  'm-backwards': json((asked) => {
    const points = timesOf(asked)
      .toReversed()
      .map((time) => [time, '50'] as const);
    return withSeries(asked, [{ metric: {}, points }]);
  }),
  'm-escape': label('\u001b]0;title\u0007\u001b[2J'),
  'm-c1': label('\u009b2J\u0085'),
  'm-bidi': label('\u202eabc\u2066'),
  'm-lines': label('a\nerror FORGED line\r\u2028b'),
  'm-proto': label('__proto__'),
  'm-formula': label('=HYPERLINK("http://x")'),
};

const warned = (warnings: unknown, more: object = {}): Answer =>
  json((asked) => ({ ...(sound(asked) as object), warnings, ...more }));

/** Words of the server that a terminal would obey, or that have no end. */
export const words: Readonly<Record<string, Answer>> = {
  'w-escape': error(422, 'bad \u001b]0;owned\u0007\u001b[31m query'),
  'w-c1': error(422, 'bad \u009b31m\u0090 query'),
  'w-bidi': error(400, 'bad \u202e\u2066 query'),
  'w-lines': error(503, 'bad\nerror FORGED line\r\n\u2028\u2029'),
  'w-nul': error(400, 'a\u0000b'),
  'w-long': error(422, 'x'.repeat(5_000_000)),
  'w-none': json(() => ({ status: 'error' }), 422),
  'w-objects': json(() => ({ status: 'error', errorType: {}, error: [1, null] }), 400),
  'w-success': json(() => ({ status: 'error', errorType: 'timeout', error: 'late' })),
  'w-warning': warned(['\u001b[31mred\u0007', 'partial\nresponse', '\u009b']),
  'w-warnings': warned(Array.from({ length: 200_000 }, (_, i) => `warning ${i}`)),
  'w-warning-shapes': warned({ a: 1 }, { infos: [null, 1, { a: '\u001b' }] }),
  'w-html': raw('<!doctype html><title>Sign in</title>', { 'content-type': 'text/html' }),
  'w-html-502': raw('<html>\u001b[2J</html>', { 'content-type': 'text/html' }, 502),
  'w-xml': raw('<?xml version="1.0"?><a/>', { 'content-type': 'text/xml' }),
  'w-bom': changed((text) => `\ufeff${text}`),
  'w-utf16': raw((asked) => Buffer.from(JSON.stringify(sound(asked)), 'utf16le')),
  'w-latin1': raw((asked) =>
    Buffer.from(JSON.stringify(sound(asked)).replace('checkout', '\xe9\xff'), 'latin1'),
  ),
  'w-twice': changed((text) => `${text}\n${text}`),
  'w-garbage': changed((text) => `${text}garbage`),
  'w-half': changed((text) => text.slice(0, text.length / 2)),
  'w-nuls': changed((text) => text + '\0'.repeat(1_000)),
  'w-duplicate-keys': changed((text) => text.replace('"data"', '"data":null,"data"')),
};
