import { type Component, signalName } from '../circuit/tree.ts';
import { type Box, boxesOf, linksOf } from './boxes.ts';
import { layout } from './layout.ts';
import { drawFigure, drawFigureHalo } from './svg/draw-figure.ts';
import { drawLink, drawLinkHalo } from './svg/draw-link.ts';
import { figureOf } from './svg/figure.ts';
import { foot } from './svg/foot.ts';
import { type Ink, inkFor, type Overlay } from './svg/overlay.ts';
import { style } from './svg/style.ts';
import { element, escapeXml } from './xml.ts';

/**
 * The circuit as an SVG with its own style sheet: boxes with real ports, orthogonal links, signal names; light and dark.
 * With an overlay every signal shows its reading, and the links that decide what the ramp does have the class `because`.
 *
 * A page can move the readings itself: whatever belongs to a signal is a `<g class="net is-STATE" data-signal="COLUMN">`
 * (`data-truth` where it means true or false), and its reading stands in the `<text class="value">` inside.
 */
export async function svg(tree: readonly Component[], depth = 1, overlay?: Overlay): Promise<string> {
  const ink = inkFor(tree, overlay);
  const boxes = boxesOf(tree, depth);
  const links = linksOf(boxes);
  const figures = boxes.map((box) => figureOf(box, ink.valued));
  const { places, paths, ...size } = await layout(figures, links);
  const below = overlay ? foot(overlay.caption ?? [], size.width) : undefined;
  const width = Math.ceil(below?.width ?? size.width);
  const height = Math.ceil(size.height + (below?.height ?? 0));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="circuit" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="circuit-title circuit-desc">`,
    element('title', { id: 'circuit-title' }, escapeXml(overlay?.caption?.[0] ?? 'Circuit')),
    element('desc', { id: 'circuit-desc' }, escapeXml(boxes.map((box) => sentence(box, ink)).join(' '))),
    `<style>\n${style()}\n</style>`,
    element('rect', { class: 'ground', width, height }),
    ...(overlay ? links.map((link, i) => drawLinkHalo(link, paths[i]!, ink)) : []),
    ...(overlay ? figures.map((figure) => drawFigureHalo(figure, places.get(figure.box.id)!, ink)) : []),
    ...links.map((link, i) => drawLink(link, paths[i]!, ink)),
    ...figures.map((figure) => drawFigure(figure, places.get(figure.box.id)!, ink)),
    ...(below ? [below.draw(size.height)] : []),
    '</svg>\n',
  ].join('\n');
}

/** What a box does, for readers that cannot see it. */
function sentence(box: Box, ink: Ink): string {
  const named = (key: string) => `${signalName(key)}${ink.value(key) && ` (${ink.value(key)})`}`;
  const reads = box.in.map(({ feed }) => (feed.signal === undefined ? feed.text : named(feed.signal)));
  const puts = box.out.map(({ signal }) => named(signal));
  const what = [box.name, box.label && `(${box.label})`].filter(Boolean).join(' ');
  return `${what}${reads.length ? ` reads ${reads.join(', ')}` : ''}${reads.length && puts.length ? ' and' : ''}${puts.length ? ` puts out ${puts.join(', ')}` : ''}.`;
}
