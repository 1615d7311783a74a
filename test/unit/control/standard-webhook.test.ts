import { expect, test } from 'vitest';
import { messageHeaders } from '../../../src/control/standard-webhook.ts';

const SECRET = 'whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=';
const MESSAGE = {
  id: 'msg_2KWPBgLlAfxdpx2AI54pPJ85f4W',
  time: 1_674_087_231.9,
  body: '{"type":"rollout.halted","timestamp":"2022-11-03T20:26:10.344522Z","data":{"flag":"f2","percent":25}}',
};

test('a message is signed as the library of Standard Webhooks signs it', () => {
  expect(messageHeaders(MESSAGE, SECRET)).toEqual({
    'webhook-id': 'msg_2KWPBgLlAfxdpx2AI54pPJ85f4W',
    'webhook-timestamp': '1674087231',
    'webhook-signature': 'v1,d4fskzayaoCvol/Uu6A9pEUkE7jajKd6KyC33hgTFM0=',
  });
});

test('without a secret there is no signature', () => {
  expect(Object.keys(messageHeaders(MESSAGE, undefined))).toEqual(['webhook-id', 'webhook-timestamp']);
});

test.each([SECRET.slice(6), 'whsec_', 'whsec_c2hvcnQ=', 'whsec_%%%', `whsec_${'A'.repeat(100)}`])(
  '%s is no secret, and is not shown',
  (secret) => {
    const sign = () => messageHeaders(MESSAGE, secret);
    expect(sign).toThrow('the secret is not whsec_ with the base64 of 24 to 64 bytes');
  },
);
