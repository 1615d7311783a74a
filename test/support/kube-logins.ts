import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The administrator. */
export const ADMIN = 'admin';

export const tokenOf = (user: string): string => `token-of-${user}-for-tests`;

/** How somebody reaches an API server, which keeps its certificate in that directory. */
export interface Login {
  readonly directory: string;
  readonly url: string;
  readonly user: string;
  readonly token: string;
}

/** Writes the tokens of users and the key for those of service accounts: the flags of an API server for them. */
export function loginFlags(directory: string, users: readonly string[]): Readonly<Record<string, string>> {
  const key = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const write = (name: string, text: string | Buffer): string => {
    const file = join(directory, name);
    writeFileSync(file, text);
    return file;
  };
  const admin = `${tokenOf(ADMIN)},${ADMIN},${ADMIN},"system:masters"`;
  const others = users.map((user) => `${tokenOf(user)},${user},${user}`);
  return {
    'token-auth-file': write('tokens.csv', `${[admin, ...others].join('\n')}\n`),
    'service-account-key-file': write('sa.pub', key.publicKey.export({ type: 'spki', format: 'pem' })),
    'service-account-signing-key-file': write(
      'sa.key',
      key.privateKey.export({ type: 'pkcs1', format: 'pem' }),
    ),
    'service-account-issuer': 'https://kubernetes.local',
  };
}

/** Writes a kubeconfig of this name into the directory, for its owner alone: its path. */
export function writeKubeconfig(name: string, { directory, url, user, token }: Login): string {
  const file = join(directory, `${name}.kubeconfig`);
  const cluster = { server: url, 'certificate-authority': 'apiserver.crt' };
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'test', cluster }],
    users: [{ name: user, user: { token } }],
    contexts: [{ name: 'test', context: { cluster: 'test', user } }],
    'current-context': 'test',
  };
  writeFileSync(file, JSON.stringify(config), { mode: 0o600 });
  return file;
}
