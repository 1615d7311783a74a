import type { Links } from '../compile/links.ts';
import type { Fact, LeafKind } from '../component.ts';
import type { Reading } from '../reading.ts';
import type { Component, Feed } from '../tree.ts';

const UNKNOWN: Fact = { isTruth: false, isValid: false };

const factOf = (constant: Reading): Fact => ({
  isTruth: Object.is(constant, 0) || constant === 1,
  isValid: !Number.isNaN(constant),
});

/**
 * Signal key -> the feed it always equals, where a leaf passes on what it reads: an egress, an or of one truth, a
 * first_valid of what is never invalid. Such signals share a slot, and a tick does nothing for them.
 */
export function sharedSignals({ leaves, order, producers, loops }: Links): Map<string, Feed> {
  const facts = new Map<string, Fact>();
  const shared = new Map<string, Feed>();
  for (const i of order) {
    const leaf = leaves[i]!;
    const key = Object.values(leaf.out)[0];
    if (key === undefined || !('bind' in leaf.kind)) continue;
    const kind = leaf.kind as LeafKind;
    const isLate = (feed: Feed) =>
      feed.signal !== undefined && loops.get(i)?.has(producers.get(feed.signal)!) === true;
    const feeds = feedsOf(leaf);
    const known = feeds.map((feed) => {
      if (feed.signal === undefined) return factOf(feed.constant);
      const fact = facts.get(feed.signal) ?? UNKNOWN;
      return isLate(feed) ? { ...fact, isValid: false } : fact; // invalid on the first tick
    });
    const passed = feeds[kind.passes?.(known) ?? -1];
    if (passed && !isLate(passed)) shared.set(key, passed);
    facts.set(key, kind.facts?.(known) ?? UNKNOWN);
  }
  return shared;
}

const feedsOf = (leaf: Component): Feed[] => Object.keys(leaf.kind.in).flatMap((port) => leaf.in[port] ?? []);
