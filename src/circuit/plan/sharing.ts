import type { Links } from '../compile/links.ts';
import { isTruth, truthSignals } from '../meaning.ts';
import { isInvalid } from '../reading.ts';
import type { Component, Feed } from '../tree.ts';

/**
 * Signal key -> the feed it always equals, where a leaf passes on what it reads: an egress, an or of one
 * truth, a first_valid of what is never invalid. Such signals share a slot, and a tick does nothing for them.
 */
export function sharedSignals({ leaves, order, producers, loops }: Links): Map<string, Feed> {
  const truths = truthSignals(leaves);
  const neverInvalid = new Set<string>();
  const shared = new Map<string, Feed>();
  for (const i of order) {
    const leaf = leaves[i]!;
    const key = Object.values(leaf.out)[0];
    if (key === undefined || !('bind' in leaf.kind)) continue;
    const isDelayed = (feed: Feed) =>
      feed.signal !== undefined && loops.get(i)?.has(producers.get(feed.signal)!) === true;
    const feeds = feedsOf(leaf);
    const isNeverInvalid = (feed: Feed) => {
      if (feed.signal === undefined) return !isInvalid(feed.constant);
      return neverInvalid.has(feed.signal) && !isDelayed(feed); // a delayed one is invalid on the first tick
    };
    const known = feeds.map((feed) => ({
      isTruth: isTruth(feed, truths),
      isNeverInvalid: isNeverInvalid(feed),
    }));
    const passed = feeds[leaf.kind.passes?.(known) ?? -1];
    if (passed && !isDelayed(passed)) shared.set(key, passed);
    if (leaf.kind.isNeverInvalid?.(known)) neverInvalid.add(key);
  }
  return shared;
}

const feedsOf = (leaf: Component): Feed[] => Object.keys(leaf.kind.in).flatMap((port) => leaf.in[port] ?? []);
