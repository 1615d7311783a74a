import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openChromium } from '../../test/support/chromium.ts';
import { digestOf, REPORT_DIGEST, REPORT_PICTURE, reportPage } from './report-page.ts';

/** Takes the picture of a report for the README, in the chromium that the tests use, and notes the page it is of. */
const root = process.cwd();
const page = reportPage(root);
const { context, close } = await openChromium();
try {
  const tab = await context.newPage();
  await tab.setViewportSize({ width: 1200, height: 790 });
  await tab.setContent(page, { waitUntil: 'load' });
  await tab.screenshot({ path: join(root, REPORT_PICTURE) });
} finally {
  await close();
}
writeFileSync(join(root, REPORT_DIGEST), `${digestOf(page)}\n`);
process.stdout.write(`${REPORT_PICTURE}\n${REPORT_DIGEST}\n`);
