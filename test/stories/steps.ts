import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { After, Given, setDefaultTimeout, Then, When } from '@cucumber/cucumber';
import { until } from '../support/until.ts';
import { NAME, Release, SMALL } from './release.ts';

/** A guard against a hang, not a bound on what is slow. */
setDefaultTimeout(300_000);

const root = process.cwd();
const LATENCY = '1000 * sum(rate(shop_request_seconds_sum[2s])) / sum(rate(shop_request_seconds_count[2s]))';
const EXPOSURE = 'sum(shop_request_seconds_count{recommendations="on"})';

/** What the steps of one scenario share. */
interface Story {
  release: Release;
  /** What `rollout kill` said. */
  kill: { readonly result: string; readonly durable: boolean; readonly off_after_seconds: number };
}

async function begin(story: Story, ramp: string, bake: string): Promise<Release> {
  story.release = new Release({ root, ramp, bake });
  await story.release.begin();
  return story.release;
}

After(async function (this: Story) {
  await this.release?.close();
});

Given('a flag enabled for a small percentage', async function (this: Story) {
  const release = await begin(this, '4s', '250ms');
  ok(Math.abs(release.share - SMALL) < 2, `${release.share} % of the users have the feature`);
  await release.approve();
});

When('metrics are good', async function (this: Story) {
  await until(async () => (await this.release.world.ask(LATENCY)) < 150);
});

Then('the percentage rises to all', async function (this: Story) {
  const { code } = await this.release.ended;
  equal(code, 0);
  equal(this.release.share, 100);
  const events = await this.release.events();
  const percentages = events.map(({ percentage }) => percentage);
  deepEqual(
    percentages,
    percentages.toSorted((a, b) => a - b),
  );
  equal(percentages.at(-1), 100);
});

Given('issues during a rollout', async function (this: Story) {
  const release = await begin(this, '10m', '10m');
  // Who has the feature waits; among the pages of all it does not show.
  release.world.shop.capacity = 0;
  equal(await release.page(release.lucky), 'recommendations on\n');
});

When('it is dialled down', async function (this: Story) {
  this.kill = JSON.parse(
    await this.release.command('kill', NAME, '--reason', 'pages are slow', '-o', 'json'),
  );
});

Then('the feature is off within a second', async function (this: Story) {
  const { release, kill } = this;
  deepEqual([kill.result, kill.durable], ['confirmed', true]);
  ok(kill.off_after_seconds < 1, `off after ${kill.off_after_seconds} s`);
  equal(release.share, 0);
  equal(await release.page('user-0'), 'recommendations off\n');
  await release.until(({ state, percentage }) => state === 'killed' && percentage === 0);
  const events = await release.events();
  deepEqual(
    events.filter(({ kind }) => kind === 'kill').map(({ reason }) => reason),
    ['pages are slow'],
  );
});

Given('a release under way', async function (this: Story) {
  const release = await begin(this, '30s', '10m');
  await release.approve();
  await release.until(({ percentage }) => percentage > SMALL);
});

Then('performance and exposure metrics are collected', async function (this: Story) {
  const { world } = this.release;
  await until(async () => (await world.ask(LATENCY)) > 0);
  const before = await world.ask(EXPOSURE);
  await until(async () => (await world.ask(EXPOSURE)) > before);
});

Then('they steer it', async function (this: Story) {
  const { release } = this;
  // From half of the users on the pages of all are slow on average.
  await release.until(({ percentage }) => percentage > 50);
  release.world.shop.capacity = 0;
  await release.until(({ state, percentage }) => state === 'reset' && percentage === SMALL);
  await until(() => Math.abs(release.share - SMALL) < 2);
  const reset = (await release.events()).find(({ kind }) => kind === 'reset');
  match(reset!.reason, /^latency \d+ ms > 300 ms/);
});
