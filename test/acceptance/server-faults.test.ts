import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { NAME } from '../support/control/rollout-status.ts';
import { TOKEN, writeToken } from '../support/control/served.ts';
import { ServedRollout, said, WITH_TOKEN } from '../support/control/served-rollout.ts';
import { Receiver } from '../support/receiver.ts';

let rollout: ServedRollout;
beforeEach(() => {
  rollout = new ServedRollout();
});
afterEach(() => rollout.close());

describe('what is wrong is said', () => {
  test.each<[title: string, line: string, words: string]>([
    ['no token', `pause ${NAME} --server URL`, '4 error SERVER_TOKEN URL takes this with its token only'],
    [
      'no token file',
      `pause ${NAME} --server URL --token-file none`,
      '3 error SERVER_TOKEN_FILE the token cannot be read: token_file DIR/none: there is no such file\nhint: it is a file with nothing but the token,',
    ],
    [
      'a server without --server',
      `pause ${NAME} ${WITH_TOKEN}`,
      '2 error USAGE_MISSING the server that takes the token is missing: give --server URL',
    ],
    [
      'a server and a state',
      `kill ${NAME} --server URL --state x`,
      '2 error USAGE_CONFLICT --server and --state cannot be given together',
    ],
    [
      'no URL',
      `events ${NAME} --server localhost:9464`,
      '2 error SERVER_URL --server "localhost:9464": it must start with http:// or https://, did you mean',
    ],
    ['a policy', 'status --policy x --server URL', '2 error USAGE_CONFLICT --server and --policy'],
  ])('%s', async (_, line, words) => {
    const url = await rollout.serve();
    const heard = said(await rollout.sandbox.call(`rollout ${line.replace('URL', url)}`));
    expect(heard.replaceAll(url, 'URL').replaceAll(rollout.sandbox.work, 'DIR')).toContain(words);
  });

  test('a token that is another, or that others can read', async () => {
    const url = await rollout.serve();
    writeToken(rollout.sandbox, 'another-token');
    const line = `rollout pause ${NAME} --debug --server ${url} ${WITH_TOKEN}`;
    const wrong = said(await rollout.sandbox.run(line));
    expect(wrong).toContain(`error SERVER_TOKEN ${url} does not take this token`);
    expect(wrong).not.toContain('another-token');
    writeToken(rollout.sandbox, TOKEN, 0o644);
    expect(said(await rollout.sandbox.run(line))).toContain('others can read it (mode 0644): chmod 600');
  });

  test('a login page, a redirect, a stranger, and a server that goes away in the middle', async () => {
    const receiver = await Receiver.start();
    writeToken(rollout.sandbox);
    const line = `rollout pause ${NAME} --server ${receiver.url} ${WITH_TOKEN}`;
    const headers = { 'content-type': 'text/html' };
    const heard = async (answer: ReturnType<Receiver['answer']>) => {
      receiver.answer = () => answer;
      return said(await rollout.sandbox.call(line));
    };
    expect(await heard({ status: 200, body: '<!doctype html>', headers })).toContain('4 error SERVER_BODY');
    expect(await heard({ status: 302, headers: { location: '/login' } })).toContain(
      '4 error SERVER_REDIRECT',
    );
    expect(await heard({ status: 200, body: '{"status":"success"}' })).toContain('4 error SERVER_VERSION');
    receiver.received.length = 0;
    expect(await heard('reset')).toContain(
      `4 error SERVER_UNKNOWN ${receiver.url} has not answered whether it took the pause of ${NAME}`,
    );
    const ids = receiver.received.map(({ body }) => JSON.parse(body).id);
    expect([ids.length, new Set(ids).size]).toEqual([4, 1]);
    await receiver.stop();
  });
});
