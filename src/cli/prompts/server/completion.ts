import type { Completion } from '../prompts.ts';

/** How the known texts go on that begin with `typed`; nothing once it is one of them and no other begins so. */
export function completionOf(known: readonly string[], typed: string): Completion {
  const options = known.filter((one) => one.startsWith(typed));
  const common = options.reduce(commonStart, options[0] ?? typed);
  return { insert: common.slice(typed.length), options };
}

/** What two texts both begin with. */
function commonStart(a: string, b: string): string {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return a.slice(0, length);
}
