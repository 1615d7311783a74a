import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { openApi } from '../../../../src/control/api/openapi.ts';
import { answerTo } from '../../../../src/control/api/routes.ts';
import { apiOptions, TOKEN } from '../../../support/control/api-service.ts';

interface Operation {
  readonly responses: Record<string, { readonly content?: Record<string, { readonly schema: object }> }>;
}

const paths = openApi.paths as unknown as Record<string, { get?: Operation; post?: Operation }>;
const operations = Object.entries(paths).map(
  ([path, { get, post }]) => [path, get ? 'GET' : 'POST', (get ?? post)!] as const,
);

/** ajv finds the schemas of the document where its references look for them. */
const ajv = new Ajv({ strict: false, validateFormats: false });
const validates = (schema: object, value: unknown): boolean =>
  ajv.validate({ ...schema, components: openApi.components }, value);

const call = (method: string, path: string, authorization?: string) =>
  answerTo(
    {
      method,
      path: path.replace('{name}', 'checkout-v2'),
      query: new URLSearchParams('id=one'),
      host: 'localhost',
      authorization,
      contentType: 'application/json',
      body: '{"id":"1","by":"eve@laptop","reason":"lunch"}',
      peer: '127.0.0.1',
    },
    apiOptions(),
  );

describe('every path of the document is answered as it says', () => {
  test.each(operations)('%s', async (path, method, { responses }) => {
    const { status, text, type } = await call(method, path, `Bearer ${TOKEN}`);
    expect(status).toBe(200);
    const [media, { schema } = { schema: {} }] = Object.entries(responses[200]!.content!)[0]!;
    expect(type.split(';')[0]).toBe(media);
    expect(validates(schema, media === 'application/json' ? JSON.parse(text) : text)).toBe(true);
  });

  test.each(operations.filter(([, method]) => method === 'POST'))(
    '%s without a token',
    async (path, method, { responses }) => {
      const { status, text } = await call(method, path);
      expect(status).toBe(401);
      expect(validates(responses[401]!.content!['application/json']!.schema, JSON.parse(text))).toBe(true);
    },
  );
});

test('every reference leads to a schema', () => {
  const named = [...JSON.stringify(openApi).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(
    ([, name]) => name!,
  );
  expect([...new Set(named)].sort()).toEqual(Object.keys(openApi.components.schemas).sort());
});
