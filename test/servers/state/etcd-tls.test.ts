import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Certificates } from '../../support/certificates.ts';
import { constantPrometheus } from '../../support/constant-prometheus.ts';
import { Etcd, hasEtcd } from '../../support/etcd.ts';
import type { FaultProxy } from '../../support/fault-proxy.ts';
import { FLAGS, rollout, TELLER, values } from '../../support/moved-rollout.ts';
import { RunningCommand } from '../../support/running-command.ts';
import { Sandbox } from '../../support/script.ts';

const NAME = 'checkout-v2';

describe.skipIf(!hasEtcd())('an etcd with TLS that asks for a certificate of its client', () => {
  let own: Certificates;
  let other: Certificates;
  let etcd: Etcd;
  let prometheus: FaultProxy;
  let sandbox: Sandbox;
  beforeAll(async () => {
    own = new Certificates();
    other = new Certificates();
    etcd = await Etcd.startTls(own);
    prometheus = await constantPrometheus();
  });
  afterAll(async () => {
    await etcd?.stop();
    await prometheus?.close();
    own?.remove();
    other?.remove();
  });
  beforeEach(async () => {
    sandbox = new Sandbox(
      new Map([
        ['values.yaml', values({ last: '1s' })],
        ['rollout.yaml', rollout(prometheus.url)],
        ['flags.json', FLAGS],
      ]),
    );
    await sandbox.run(TELLER);
  });
  afterEach(() => sandbox.close());

  const address = () => `${etcd.url.replace('https', 'etcds')}/rollout?http_config_file=etcd.yaml`;
  const configure = (ca: Certificates, cert = own, key = cert) => {
    const files = [`ca_file: ${ca.path('ca.pem')}`];
    files.push(`cert_file: ${cert.path('client.pem')}`, `key_file: ${key.path('client.key')}`);
    sandbox.write('etcd.yaml', `tls_config: {${files.join(', ')}}\n`);
  };
  const run = (words: string) => sandbox.run(`rollout ${words} --state '${address()}'`);

  test('runs, is looked at and killed with both certificates', async () => {
    configure(own);
    expect(await run('run rollout.yaml')).toMatchObject({ exit: 0 });
    const status = JSON.parse((await run('status -o json')).stdout);
    expect(status).toMatchObject([{ rollout: NAME, state: 'completed', percentage: 100 }]);
    expect(await run(`kill ${NAME}`)).toMatchObject({ exit: 0, stderr: '' });
  });

  test.each<[string, () => void, why: RegExp]>([
    ['an authority that is not its own', () => configure(other), /unable to verify the first certificate/],
    ['a certificate of another authority', () => configure(own, other), /alert (bad certificate|unknown ca)/],
    ['a key that is not of its certificate', () => configure(own, own, other), /key values mismatch/],
    [
      'no certificate',
      () => sandbox.write('etcd.yaml', `tls_config: {ca_file: ${own.path('ca.pem')}}\n`),
      /alert (bad certificate|certificate required)/,
    ],
  ])('%s is said with what to do', async (_title, set, why) => {
    set();
    for (const words of ['run rollout.yaml', 'run rollout.yaml --dry-run', 'status']) {
      const { stderr, exit } = await run(words);
      expect([exit, stderr]).toEqual([3, expect.stringMatching(why)]);
      expect(stderr).toContain('error ROLLOUT_STATE the state in etcds://');
      expect(stderr).toMatch(/\nhint: etcds:\/\/.* names a file whose tls_config has the ca_file/);
    }
  });

  test('a key that others can read is refused', async () => {
    const key = join(sandbox.work, 'client.key');
    writeFileSync(key, 'no key', { mode: 0o644 });
    const files = `ca_file: ${own.path('ca.pem')}, cert_file: ${own.path('client.pem')}, key_file: client.key`;
    sandbox.write('etcd.yaml', `tls_config: {${files}}\n`);
    const { stderr, exit } = await run('status');
    expect(stderr).toContain(
      `etcd.yaml error HTTP_CONFIG_SHARED ${key} holds a secret, tls_config.key_file, and others can read it (mode 0644)`,
    );
    expect([exit, stderr.includes(`\nhint: chmod 600 ${key}\n`)]).toEqual([3, true]);
  });

  test('without TLS it is said what the address begins with', async () => {
    const line = `rollout status --state ${etcd.url.replace('https', 'etcd')}/rollout`;
    const { stderr, exit } = await sandbox.run(line);
    expect([exit, stderr]).toEqual([
      3,
      expect.stringContaining('hint: look whether etcd answers there (etcds:// is TLS)'),
    ]);
  });

  test('goes on when it is back', async () => {
    configure(own);
    sandbox.write('values.yaml', values({ last: '10m' }));
    const command = new RunningCommand(sandbox, [
      'run',
      'rollout.yaml',
      '--state',
      address().replace('/rollout?', '/back?'),
    ]);
    try {
      await command.says(' started ');
      await etcd.kill();
      await command.says('cannot be written');
      await etcd.restart();
      await command.says(' resumed ');
      command.interrupt();
      expect((await command.end()).exit).toBe(130);
    } finally {
      command.process.kill('SIGKILL');
    }
  });
});
