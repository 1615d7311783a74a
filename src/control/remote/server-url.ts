import { fail } from '../../errors/rollout-error.ts';
import { shownUrl } from '../../prometheus/http/base-url.ts';

const HOST_AND_PORT = /^[\w.-]+:\d{1,5}(?:\/[\w./-]*)?$/;

/** The address of an API, without a slash at its end. Throws SERVER_URL, without the password that it may hold. */
export function readServerUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const why = faultOf(url);
  if (why === undefined) return `${url!.origin}${url!.pathname.replace(/\/+$/, '')}`;
  const suggestion = HOST_AND_PORT.test(text) ? `http://${text}` : undefined;
  throw fail('SERVER_URL', { got: /[@?#]/.test(text) ? shownUrl(text) : text, why, suggestion });
}

function faultOf(url: URL | undefined): string | undefined {
  if (!url) return 'it is not a URL';
  if (!/^https?:$/.test(url.protocol) || url.hostname === '') return 'it must start with http:// or https://';
  if (url.username !== '' || url.password !== '')
    return 'it takes no user: the token is given by --token-file';
  if (url.search !== '' || url.hash !== '') return 'it must end before ? and #';
  return undefined;
}
