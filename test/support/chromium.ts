import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';

const BINARY = process.env.CHROMIUM_BIN ?? '/usr/bin/chromium';

/** Whether the browser suite can run. Under CI=true a missing browser is a failure, not a skip. */
export const hasChromium = (): boolean => {
  if (existsSync(BINARY)) return true;
  if (process.env.CI === 'true')
    throw new Error(`no browser at ${BINARY}: apt-get install chromium, or set CHROMIUM_BIN`);
  console.warn(`skipped: no browser at ${BINARY}; apt-get install chromium, or set CHROMIUM_BIN`);
  return false;
};

/** A headless browser with a profile of its own; `close` ends it and removes the profile. */
export async function openChromium(): Promise<{ context: BrowserContext; close: () => Promise<void> }> {
  const profile = await mkdtemp(join(tmpdir(), 'rollout-browser-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: BINARY,
    headless: true,
    chromiumSandbox: false,
    args: [
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  return {
    context,
    async close() {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}
