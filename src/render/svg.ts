import { type Component, signalName } from '../circuit/tree.ts';
import { type Box, boxesOf, linksOf } from './boxes.ts';
import { layout } from './layout.ts';
import { drawBox, drawBoxHalo } from './svg/draw-box.ts';
import { drawLink, drawLinkHalo } from './svg/draw-link.ts';
import { footer } from './svg/footer.ts';
import type { Overlay } from './svg/overlay.ts';
import { type SignalStyle, signalStyle } from './svg/signal-style.ts';
import { sizeBox } from './svg/sized-box.ts';
import { style } from './svg/style.ts';
import { words } from './words.ts';
import { element, escapeXml } from './xml.ts';

/**
 * The circuit as an SVG with its own style sheet: boxes with real ports, orthogonal links, signal names;
 * light and dark. With an overlay every signal shows its reading, and the links that decide what the ramp
 * does have the class `because`.
 *
 * A page can move the readings itself: whatever belongs to a signal is a `<g class="net is-STATE"
 * data-signal="COLUMN">` (`data-truth` where it means true or false), and its reading stands in the `<text
 * class="value">` inside. Throws PICTURE_SIZE.
 */
export async function svg(tree: readonly Component[], depth = 1, overlay?: Overlay): Promise<string> {
  const signals = signalStyle(tree, overlay);
  const boxes = boxesOf(tree, depth);
  const body = await circuitBody(boxes, signals);
  const foot = overlay && footer(overlay.caption ?? [], body.width);
  const width = Math.ceil(foot?.width ?? body.width);
  const height = Math.ceil(body.height + (foot?.height ?? 0));
  const description = boxes.map((box) => sentence(box, signals)).join(' ');
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" class="circuit" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="circuit-title circuit-desc">`,
    element('title', { id: 'circuit-title' }, escapeXml(overlay?.caption?.[0] ?? 'Circuit')),
    element('desc', { id: 'circuit-desc' }, escapeXml(description)),
    `<style>\n${style()}\n</style>`,
    element('rect', { class: 'background', width, height }),
    ...body.parts,
  ];
  if (foot) parts.push(foot.draw(body.height));
  return [...parts, '</svg>\n'].join('\n');
}

/** Halos lie under all lines, lines under all boxes. */
async function circuitBody(boxes: readonly Box[], signals: SignalStyle) {
  const sized = boxes.map((box) => sizeBox(box, signals.hasReadings));
  const links = linksOf(boxes);
  const { places, paths, width, height } = await layout(sized, links);
  const halos = [
    ...links.map((link, i) => drawLinkHalo(link, paths[i]!, signals)),
    ...sized.map((one) => drawBoxHalo(one, places.get(one.box.id)!, signals)),
  ];
  const parts = [
    ...links.map((link, i) => drawLink(link, paths[i]!, signals)),
    ...sized.map((one) => drawBox(one, places.get(one.box.id)!, signals)),
  ];
  if (signals.hasReadings) parts.unshift(...halos);
  return { width, height, parts };
}

/** What a box does, for readers that cannot see it: `EMA (latency) reads A and puts out B (12).` */
function sentence(box: Box, signals: SignalStyle): string {
  const ins = box.in.map(({ feed }) =>
    feed.signal === undefined ? feed.text : withReading(feed.signal, signals),
  );
  const outs = box.out.map(({ signal }) => withReading(signal, signals));
  const does = [];
  if (ins.length > 0) does.push(`reads ${ins.join(', ')}`);
  if (outs.length > 0) does.push(`puts out ${outs.join(', ')}`);
  return `${words(box.name, bracketed(box.label), does.join(' and '))}.`;
}

function withReading(key: string, signals: SignalStyle): string {
  return words(signalName(key), bracketed(signals.reading(key)));
}

function bracketed(text: string): string {
  if (text === '') return '';
  return `(${text})`;
}
