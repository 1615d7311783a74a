import type { Component, Feed } from './tree.ts';

/** A signal whose readings mean what these feeds mean. */
interface Relay {
  readonly key: string;
  readonly feeds: readonly Feed[];
}

/**
 * The keys of the signals that mean true or false, and no number: the same 1 is `true` on FORWARD and 1 % on
 * a ramp. The kinds say it of their out ports. A relayed signal means true or false where all its feeds do.
 */
export function truthSignals(tree: readonly Component[]): Set<string> {
  const truths = new Set<string>();
  const waiting = new Map<string, Relay[]>();
  const wait = (signal: string, relay: Relay): void => {
    const others = waiting.get(signal);
    if (others) others.push(relay);
    else waiting.set(signal, [relay]);
  };
  const examine = (relay: Relay): void => {
    const open = relay.feeds.find((feed) => !isTruth(feed, truths));
    if (!open) truths.add(relay.key);
    else if (open.signal !== undefined) wait(open.signal, relay);
  };
  const components = withMeaning(tree);
  for (const component of components) for (const key of statedTruths(component)) truths.add(key);
  components.flatMap(relaysOf).forEach(examine);
  for (const key of truths) waiting.get(key)?.forEach(examine); // a Set's loop also visits what is added meanwhile
  return truths;
}

/** Whether a feed only ever reads true, false or invalid. */
export function isTruth(feed: Feed, truths: ReadonlySet<string>): boolean {
  if (feed.signal !== undefined) return truths.has(feed.signal);
  return Object.is(feed.constant, 0) || feed.constant === 1;
}

/** The components of the tree that say what an out port means, those inside others too. */
function withMeaning(tree: readonly Component[], found: Component[] = []): Component[] {
  for (const component of tree) {
    if (component.kind.meaning) found.push(component);
    withMeaning(component.children, found);
  }
  return found;
}

const statedTruths = ({ kind, out }: Component): string[] =>
  Object.entries(kind.meaning ?? {}).flatMap(([port, meaning]) =>
    meaning === 'truth' ? (out[port] ?? []) : [],
  );

function relaysOf({ kind, in: ins, out }: Component): Relay[] {
  const relays: Relay[] = [];
  for (const [port, meaning] of Object.entries(kind.meaning ?? {})) {
    const key = out[port];
    if (key === undefined || meaning === 'truth') continue;
    const feeds = meaning.sameAs.flatMap((inPort) => ins[inPort] ?? []);
    if (feeds.some((feed) => feed.signal !== undefined)) relays.push({ key, feeds });
  }
  return relays;
}
