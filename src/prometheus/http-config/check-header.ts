import type { SecretDocument } from './secret-document.ts';
import { HEADER_NAME } from './shape.ts';

/** Control characters, and what is beyond one byte. */
const FORBIDDEN_IN_VALUE = /[^\t\x20-\x7e\x80-\xff]/;

/** Reports a header name that is no token of RFC 9110; `pointer` is the place of the header. */
export function checkHeaderName(name: string, pointer: string, document: SecretDocument): void {
  if (!HEADER_NAME.test(name)) document.reportValue(pointer, 'is not a header name');
}

/** Reports the values of a header when one of them has a character that HTTP does not allow there. */
export function checkHeaderValues(
  values: readonly string[] | undefined,
  pointer: string,
  document: SecretDocument,
): void {
  if (values?.some((value) => FORBIDDEN_IN_VALUE.test(value)))
    document.reportValue(pointer, 'has a character that a header must not have, such as a line end');
}
