import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { notifierKinds, onSchema, openNotifier } from '../../../src/control/notifiers.ts';
import { alertmanager } from '../../../src/control/notify/alertmanager.ts';
import { exec } from '../../../src/control/notify/exec.ts';
import { NOTE_KINDS, type Note } from '../../../src/control/notify/notifier.ts';
import { sentenceOf } from '../../../src/control/notify/sentence.ts';
import { slack } from '../../../src/control/notify/slack.ts';
import { webhook } from '../../../src/control/notify/webhook.ts';
import { Receiver } from '../../support/receiver.ts';
import { call, testWorld } from '../../support/test-world.ts';

const NOTE: Note = {
  id: 'checkout-v2/41',
  kind: 'reset',
  rollout: 'checkout-v2',
  time: 1_767_225_000,
  percentage: 1,
  step: 1,
  steps: 5,
  reason: 'error rate 0.04 > 0.01',
  is_over: false,
};

const SENTENCE = 'checkout-v2 was reset at 1 % (step 1 of 5): error rate 0.04 > 0.01';

const directory = mkdtempSync(join(tmpdir(), 'rollout-notify-'));
let receiver: Receiver;
const env: Record<string, string> = {
  KEY: 'whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=',
  TOKEN: 'token-of-am',
};
const world = testWorld({ directory, env });
beforeAll(async () => {
  receiver = await Receiver.start();
  env.HOOK = `${receiver.url}/services/T0/B0/secret-of-slack`;
});
beforeEach(() => {
  receiver.received.length = 0;
  receiver.answer = () => ({ status: 200, body: 'ok' });
});
afterAll(async () => {
  world.close();
  await receiver.stop();
  rmSync(directory, { recursive: true, force: true });
});

const sent = () => JSON.parse(receiver.last.body);

test.each(notifierKinds.map((kind) => [kind.kind, kind] as const))(
  '%s describes every key in a sentence, and knows what it requires',
  (_name, { schema, summary }) => {
    for (const property of [{ description: summary }, onSchema, ...Object.values(schema.properties)])
      expect(property).toHaveProperty('description', expect.stringMatching(/^[A-Z].*\.$/));
    expect(schema.required.filter((key) => !(key in schema.properties))).toEqual([]);
  },
);

test('a notifier tells what it is asked for, or everything', async () => {
  const some = openNotifier(webhook, { url: receiver.url, on: ['reset', 'killed'] }, world);
  expect(await some({ ...NOTE, kind: 'step' }, call)).toEqual({ kind: 'confirmed' });
  expect(receiver.received).toEqual([]);
  expect(await some(NOTE, call)).toEqual({ kind: 'confirmed' });
  const all = openNotifier(webhook, { url: receiver.url }, world);
  await all({ ...NOTE, kind: 'step' }, call);
  expect(receiver.received.map(({ body }) => JSON.parse(body).type)).toEqual([
    'rollout.reset',
    'rollout.step',
  ]);
});

test.each(NOTE_KINDS)('%s is a sentence', (kind) => {
  expect(sentenceOf({ ...NOTE, kind, reason: '' })).toMatch(/^checkout-v2 [a-z ]+ at 1 % \(step 1 of 5\)$/);
});

describe('webhook', () => {
  test('a note is posted and signed; its id is the same each time', async () => {
    const notify = webhook.open({ url: `${receiver.url}/hook`, secret_env: 'KEY' }, world);
    expect(await notify(NOTE, call)).toEqual({ kind: 'confirmed' });
    expect([receiver.last.method, receiver.last.url]).toEqual(['POST', '/hook']);
    expect(receiver.last.headers).toMatchObject({
      'webhook-id': 'checkout-v2/41',
      'webhook-signature': expect.stringMatching(/^v1,/),
    });
    const { id: _id, kind: _kind, time: _time, ...data } = NOTE;
    expect(sent()).toEqual({ type: 'rollout.reset', timestamp: '2025-12-31T23:50:00.000Z', data });
  });

  test('a receiver that refuses is said', async () => {
    receiver.answer = () => ({ status: 410, body: 'gone' });
    const notify = webhook.open({ url: receiver.url }, world);
    expect(await notify(NOTE, call)).toEqual({ kind: 'refused', why: '410 gone' });
  });
});

describe('slack', () => {
  const notify = slack.open({ url_env: 'HOOK' }, world);

  test('a note is a message', async () => {
    expect(await notify({ ...NOTE, reason: 'x' }, call)).toEqual({ kind: 'confirmed' });
    const text = 'checkout-v2 was reset at 1 % (step 1 of 5): x';
    expect(receiver.last.url).toBe('/services/T0/B0/secret-of-slack');
    expect(sent()).toEqual({ text, blocks: [{ type: 'section', text: { type: 'mrkdwn', text } }] });
  });

  test('what a stranger wrote is no mention, link or format', async () => {
    await notify({ ...NOTE, reason: '<!channel> & *bold*' }, call);
    expect(sent().text).toMatch(/: &lt;!channel&gt; &amp; \u200b\*bold\u200b\*$/);
  });

  test.each([
    [403, 'action_prohibited'],
    [404, 'no_service'],
    [429, 'rate_limited'],
  ])('%d is refused, without the address', async (status, body) => {
    receiver.answer = ({ url }) => ({ status, body: `${body} ${url}` });
    expect(await notify(NOTE, call)).toEqual({ kind: 'refused', why: `${status} ${body} ***` });
  });

  test('its address does not stand in the rollout file', () => {
    expect(slack.check?.({ url: 'https://hooks.slack.com/services/x' })).toEqual([
      { path: 'url', why: 'it is a secret; use url_file or url_env' },
    ]);
    expect(slack.check?.({ url_env: 'HOOK' })).toEqual([]);
    expect(slack.schema.properties).not.toHaveProperty('url');
  });
});

describe('alertmanager', () => {
  const open = () =>
    alertmanager.open({ url: `${receiver.url}/am/`, token_env: 'TOKEN', labels: { team: 'shop' } }, world);

  test('a problem fires for a while, each repetition is the same alert, and its end resolves it', async () => {
    await open()(NOTE, call);
    const alert = {
      labels: { team: 'shop', alertname: 'RolloutReset', severity: 'warning', rollout: 'checkout-v2' },
      annotations: { summary: SENTENCE },
      startsAt: '2025-12-31T23:50:00.000Z',
      endsAt: '2026-01-01T00:15:00.000Z',
    };
    expect(receiver.last.url).toBe('/am/api/v2/alerts');
    expect(receiver.last.headers.authorization).toBe('Bearer token-of-am');
    expect(sent()).toEqual([alert]);
    await open()(NOTE, call);
    expect(sent()).toEqual([alert]);
    await open()({ ...NOTE, is_over: true }, call);
    expect(sent()[0]).toMatchObject({ labels: alert.labels, endsAt: '2026-01-01T00:00:00.000Z' });
  });

  test('a note that is no problem is no alert', async () => {
    expect(await open()({ ...NOTE, kind: 'step' }, call)).toEqual({ kind: 'confirmed' });
    expect(receiver.received).toEqual([]);
  });
});

describe('exec', () => {
  test('a program reads the note', async () => {
    const code = `fs.writeFileSync('note.json', fs.readFileSync(0))`;
    const notify = exec.open({ command: [process.execPath, '-e', code] }, world);
    expect(await notify(NOTE, call)).toEqual({ kind: 'confirmed' });
    const note = JSON.parse(readFileSync(join(directory, 'note.json'), 'utf8'));
    expect(note).toEqual({ ...NOTE, time: '2025-12-31T23:50:00.000Z' });
  });

  test('a program that fails is said', async () => {
    writeFileSync(join(directory, 'fail'), '#!/bin/sh\necho no >&2\nexit 2\n', { mode: 0o755 });
    const notify = exec.open({ command: ['./fail'] }, world);
    expect(await notify(NOTE, call)).toEqual({ kind: 'refused', why: 'the program ended with 2: no' });
  });
});
