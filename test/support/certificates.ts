import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Certificates of an authority that openssl has made, for a server on 127.0.0.1 and for a client; each as NAME.pem and NAME.key. */
export class Certificates {
  readonly directory = mkdtempSync(join(tmpdir(), 'rollout-certificates-'));

  constructor() {
    this.#openssl('req', '-x509', '-subj', '/CN=authority', ...this.#new('ca'), '-out', this.path('ca.pem'));
    this.#sign('server', 'subjectAltName=IP:127.0.0.1,DNS:localhost\nextendedKeyUsage=serverAuth,clientAuth');
    this.#sign('client', 'extendedKeyUsage=clientAuth');
  }

  path(name: string): string {
    return join(this.directory, name);
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }

  #sign(name: string, extensions: string): void {
    const [request, extra] = [this.path(`${name}.csr`), this.path(`${name}.ext`)];
    writeFileSync(extra, extensions);
    this.#openssl('req', '-subj', `/CN=${name}`, ...this.#new(name), '-out', request);
    const by = ['-CA', this.path('ca.pem'), '-CAkey', this.path('ca.key'), '-CAcreateserial'];
    const out = ['-days', '2', '-extfile', extra, '-out', this.path(`${name}.pem`)];
    this.#openssl('x509', '-req', '-in', request, ...by, ...out);
    chmodSync(this.path(`${name}.key`), 0o600);
  }

  #new(name: string): string[] {
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
    return [...key, '-keyout', this.path(`${name}.key`)];
  }

  #openssl(...args: string[]): void {
    execFileSync('openssl', args, { stdio: 'ignore' });
  }
}
