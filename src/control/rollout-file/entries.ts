import type { EntryConfig } from './document.ts';
import type { Entry } from './rollout-file.ts';

/** The entries of a list whose entries have one key each, their kind; others are left out. */
export function entriesOf(list: unknown, pointer: string): readonly Entry[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((entry: unknown, i) => {
    const [[kind, config] = [], ...rest] = Object.entries(Object(entry));
    if (kind === undefined || rest.length > 0) return [];
    return [{ kind, config: Object(config) as EntryConfig, pointer: `${pointer}/${i}/${kind}` }];
  });
}
