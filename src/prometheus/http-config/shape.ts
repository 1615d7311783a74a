/** What a key of the client configuration may hold. */
export type Shape =
  | 'text'
  | 'flag'
  | 'texts'
  | { readonly keys: Readonly<Record<string, Shape>> }
  | { readonly each: Shape };

const TLS: Shape = {
  keys: {
    ca: 'text',
    cert: 'text',
    key: 'text',
    ca_file: 'text',
    cert_file: 'text',
    key_file: 'text',
    server_name: 'text',
    insecure_skip_verify: 'flag',
    min_version: 'text',
    max_version: 'text',
  },
};

const PROXY = {
  proxy_url: 'text',
  no_proxy: 'text',
  proxy_from_environment: 'flag',
  proxy_connect_header: { each: 'texts' },
} as const;

/** The client configuration of Prometheus: `promtool --http.config.file` reads the same keys. */
export const ROOT: Shape = {
  keys: {
    basic_auth: {
      keys: { username: 'text', username_file: 'text', password: 'text', password_file: 'text' },
    },
    authorization: { keys: { type: 'text', credentials: 'text', credentials_file: 'text' } },
    bearer_token: 'text',
    bearer_token_file: 'text',
    oauth2: {
      keys: {
        client_id: 'text',
        client_secret: 'text',
        client_secret_file: 'text',
        token_url: 'text',
        scopes: 'texts',
        endpoint_params: { each: 'text' },
        tls_config: TLS,
        ...PROXY,
      },
    },
    tls_config: TLS,
    ...PROXY,
    follow_redirects: 'flag',
    enable_http2: 'flag',
    http_headers: { each: { keys: { values: 'texts', secrets: 'texts', files: 'texts' } } },
  },
};

/** Keys of newer clients that rollout does not implement. */
export const UNSUPPORTED: ReadonlySet<string> = new Set([
  'username_ref',
  'password_ref',
  'credentials_ref',
  'client_secret_ref',
  'ca_ref',
  'cert_ref',
  'key_ref',
  'grant_type',
  'client_certificate_key',
  'client_certificate_key_file',
  'client_certificate_key_id',
  'signature_algorithm',
  'iss',
  'audience',
  'claims',
]);

/** Keys of the mapping at a JSON pointer that exclude each other. */
export interface ExclusiveKeys {
  readonly at: string;
  readonly keys: readonly string[];
}

export const CONFLICTS: readonly ExclusiveKeys[] = [
  { at: '', keys: ['basic_auth', 'authorization', 'oauth2', 'bearer_token', 'bearer_token_file'] },
  { at: '', keys: ['proxy_url', 'proxy_from_environment'] },
  { at: '/basic_auth', keys: ['username', 'username_file'] },
  { at: '/basic_auth', keys: ['password', 'password_file'] },
  { at: '/authorization', keys: ['credentials', 'credentials_file'] },
  { at: '/oauth2', keys: ['client_secret', 'client_secret_file'] },
  { at: '/oauth2', keys: ['proxy_url', 'proxy_from_environment'] },
  ...['', '/oauth2'].flatMap((at) =>
    ['ca', 'cert', 'key'].map((key) => ({ at: `${at}/tls_config`, keys: [key, `${key}_file`] })),
  ),
];

/** A token of RFC 9110. */
export const HEADER_NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** Headers the client sets itself. */
export const RESERVED_HEADERS: ReadonlySet<string> = new Set([
  'accept-encoding',
  'authorization',
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'host',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'user-agent',
  'www-authenticate',
  'x-amz-content-sha256',
  'x-amz-date',
  'x-amz-security-token',
  'x-prometheus-remote-read-version',
  'x-prometheus-remote-write-version',
  'x-prometheus-scrape-timeout-seconds',
]);

export const VERSIONS: Readonly<Record<string, 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3'>> = {
  TLS10: 'TLSv1',
  TLS11: 'TLSv1.1',
  TLS12: 'TLSv1.2',
  TLS13: 'TLSv1.3',
};
