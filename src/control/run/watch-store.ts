import type { RecordStore } from '../record/store.ts';

/** A store that remembers whether the last write of its record was answered. */
export function watchStore(store: RecordStore) {
  let fault: string | undefined;
  const watched: RecordStore = {
    read: () => store.read(),
    async write(next, from, lease) {
      const written = await store.write(next, from, lease);
      fault = written === 'unknown' ? (store.writeFault ?? 'its record was not written') : undefined;
      return written;
    },
    acquire: (controller) => store.acquire(controller),
    keep: (lease) => store.keep(lease),
    release: (lease) => store.release(lease),
    holder: () => store.holder(),
    isGone: (holder) => store.isGone?.(holder) ?? false,
  };
  return {
    store: watched,
    get fault(): string | undefined {
      return fault;
    },
  };
}
