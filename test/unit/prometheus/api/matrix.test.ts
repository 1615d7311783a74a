import { expect, test } from 'vitest';
import { readMatrix } from '../../../../src/prometheus/api/matrix.ts';
import { extractSamples } from '../../../../src/prometheus/api/samples.ts';

const body = (result: string, type = 'matrix') =>
  `{"status":"success","data":{"resultType":"${type}","result":[${result}]}}`;

function read(text: string) {
  const { json, samples } = extractSamples(Buffer.from(text));
  return { extracted: samples.length, series: readMatrix(JSON.parse(json).data, samples) };
}

const plain = (text: string) =>
  read(text).series?.map(({ metric, times, values, histograms }) => ({
    metric,
    times: [...times],
    values: [...values],
    histograms,
  }));

test.each([
  [
    'one series',
    body('{"metric":{"job":"é\\"x"},"values":[[1,"1.5"],[2.5,"NaN"],[3,"+Inf"]]}'),
    1,
    [
      {
        metric: { job: 'é"x' },
        times: [1000, 2500, 3000],
        values: [1.5, Number.NaN, Number.POSITIVE_INFINITY],
        histograms: [],
      },
    ],
  ],
  [
    'two series',
    body('{"metric":{"a":"1"},"values":[[1,"1"]]},{"metric":{"a":"2"},"values":[[1,"2"]]}'),
    2,
    [
      { metric: { a: '1' }, times: [1000], values: [1], histograms: [] },
      { metric: { a: '2' }, times: [1000], values: [2], histograms: [] },
    ],
  ],
  ['no series', body(''), 0, []],
  [
    'no samples',
    body('{"metric":{},"values":[]}'),
    0,
    [{ metric: {}, times: [], values: [], histograms: [] }],
  ],
  [
    'white space, as a proxy may leave it',
    body('{"metric":{}, "values": [ [1, "1"], [2, "-0"] ]}'),
    0,
    [{ metric: {}, times: [1000, 2000], values: [1, -0], histograms: [] }],
  ],
  [
    'white space inside',
    body('{"metric":{},"values":[[1, "1"]]}'),
    0,
    [{ metric: {}, times: [1000], values: [1], histograms: [] }],
  ],
  [
    'times as exponents',
    body('{"metric":{},"values":[[1.7e9,"1"]]}'),
    0,
    [{ metric: {}, times: [1_700_000_000_000], values: [1], histograms: [] }],
  ],
  [
    'histograms',
    body('{"metric":{},"values":[[1,"1"]],"histograms":[[2,{"count":"3"}]]}'),
    1,
    [{ metric: {}, times: [1000], values: [1], histograms: [2000] }],
  ],
  [
    'a label that looks like samples',
    body('{"metric":{"l":"\\"values\\":[[1,\\"2\\"]]"},"values":[[1,"7"]]}'),
    1,
    [{ metric: { l: '"values":[[1,"2"]]' }, times: [1000], values: [7], histograms: [] }],
  ],
])('%s', (_, text, extracted, series) => {
  expect(read(text).extracted).toBe(extracted);
  expect(plain(text)).toEqual(series);
});

test.each([
  ['a vector', body('', 'vector')],
  ['a value that is no number', body('{"metric":{},"values":[[1,"one"]]}')],
  ['a value that is no text', body('{"metric":{},"values":[[1,1]]}')],
  ['samples that are no list', body('{"metric":{},"values":"x"}')],
  ['a series that is no object', body('7')],
])('%s is not a matrix', (_, text) => expect(read(text).series).toBeUndefined());

test('no part of a body is taken for the whole', () => {
  const whole = body('{"metric":{},"values":[[1,"1"],[2,"2"]]}');
  for (let length = 0; length < whole.length; length++)
    expect(() => JSON.parse(extractSamples(Buffer.from(whole.slice(0, length))).json)).toThrow();
});
