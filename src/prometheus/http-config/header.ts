import { toPointer } from '../../text/pointer.ts';
import type { SecretDocument } from './secret-document.ts';
import { HEADER_NAME } from './shape.ts';

/** Control characters, and what is beyond one byte. */
const NO_HEADER = /[^\t\x20-\x7e\x80-\xff]/;

/** Says what is wrong with a header under `parent`: its name, its lists of values; a list named '' is the header itself. */
export function checkHeader(
  parent: string,
  name: string,
  lists: Readonly<Record<string, readonly string[] | undefined>>,
  document: SecretDocument,
): void {
  const at = parent + toPointer([name]);
  if (!HEADER_NAME.test(name)) document.refuse(at, 'is no header name');
  for (const [list, values] of Object.entries(lists)) {
    if (!values?.some((value) => NO_HEADER.test(value))) continue;
    const place = list === '' ? at : `${at}/${list}`;
    document.refuse(place, 'holds a character that no header may hold, such as a line end');
  }
}
