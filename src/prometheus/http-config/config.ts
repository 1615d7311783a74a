type TextMap = Readonly<Record<string, string>>;

export interface TlsConfig {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly ca_file?: string;
  readonly cert_file?: string;
  readonly key_file?: string;
  readonly server_name?: string;
  readonly insecure_skip_verify?: boolean;
  readonly min_version?: string;
  readonly max_version?: string;
}

export interface ProxyConfig {
  readonly proxy_url?: string;
  readonly no_proxy?: string;
  readonly proxy_from_environment?: boolean;
  /** Headers for the proxy alone, given when it is asked for a tunnel to a TLS server. */
  readonly proxy_connect_header?: Readonly<Record<string, readonly string[]>>;
}

export interface Oauth2Config extends ProxyConfig {
  readonly client_id: string;
  readonly client_secret?: string;
  readonly client_secret_file?: string;
  readonly token_url: string;
  readonly scopes?: readonly string[];
  readonly endpoint_params?: TextMap;
  readonly tls_config?: TlsConfig;
}

/** The client configuration of Prometheus and promtool, checked; its spelling is kept. */
export interface HttpConfig extends ProxyConfig {
  readonly basic_auth?: {
    readonly username?: string;
    readonly username_file?: string;
    readonly password?: string;
    readonly password_file?: string;
  };
  readonly authorization?: {
    readonly type?: string;
    readonly credentials?: string;
    readonly credentials_file?: string;
  };
  readonly bearer_token?: string;
  readonly bearer_token_file?: string;
  readonly oauth2?: Oauth2Config;
  readonly tls_config?: TlsConfig;
  readonly follow_redirects?: boolean;
  readonly http_headers?: Readonly<
    Record<
      string,
      {
        readonly values?: readonly string[];
        readonly secrets?: readonly string[];
        readonly files?: readonly string[];
      }
    >
  >;
}
