import { describe, expect, test } from 'vitest';
import { boxesOf, linksOf } from '../../../src/render/boxes.ts';
import { layout, MAX_BOXES } from '../../../src/render/layout.ts';
import { sizeBox } from '../../../src/render/svg/sized-box.ts';
import { compare, latencyPlan, planOf, promql } from '../../support/plans.ts';

const { tree } = latencyPlan();
const links = linksOf(boxesOf(tree, -1));
const boxes = boxesOf(tree, -1).map((box) => sizeBox(box, true));

describe('a layout', () => {
  test('is equal for equal boxes', async () => {
    const [one, two] = [await layout(boxes, links), await layout(boxes, links)];
    expect({ ...two, places: [...two.places] }).toEqual({ ...one, places: [...one.places] });
  });

  test('puts no box over another, and all inside', async () => {
    const { places, width, height } = await layout(boxes, links);
    const rectangles = boxes.map(({ box, extent, height: tall }) => {
      const { x, y } = places.get(box.id)!;
      return { id: box.id, left: x, right: x + extent, top: y, bottom: y + tall };
    });
    for (const a of rectangles) {
      expect(a.left >= 0 && a.top >= 0 && a.right <= width && a.bottom <= height).toBe(true);
      for (const b of rectangles) {
        if (a === b) continue;
        expect(
          a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top,
          `${a.id} over ${b.id}`,
        ).toBe(true);
      }
    }
  });

  test('leads each link from its port to its port, in right angles', async () => {
    const { places, paths } = await layout(boxes, links);
    const boxNamed = (id: string) => boxes.find(({ box }) => box.id === id)!;
    links.forEach(({ from, to }, i) => {
      const points = paths[i]!.points;
      const source = boxNamed(from.id);
      const row = source.outs[source.box.out.findIndex(({ port }) => port === from.port)]!;
      expect(points[0]).toEqual({
        x: places.get(from.id)!.x + source.extent,
        y: places.get(from.id)!.y + row.y,
      });
      expect(points.at(-1)).toEqual({
        x: places.get(to.id)!.x,
        y: places.get(to.id)!.y + boxNamed(to.id).ins[to.entry]!.y,
      });
      for (let k = 1; k < points.length; k++)
        expect(
          points[k]!.x === points[k - 1]!.x || points[k]!.y === points[k - 1]!.y,
          `leg ${k} of link ${i}`,
        ).toBe(true);
    });
  });
});

test('every link of a circuit with loops has a path', async () => {
  const sum = (lhs: string, rhs: string, output: string) => ({
    arithmetic_combinator: {
      operator: 'add',
      in_ports: { lhs: { signal_name: lhs }, rhs: { signal_name: rhs } },
      out_ports: { output: { signal_name: output } },
    },
  });
  const looped = boxesOf(
    planOf([promql('A', 'up'), sum('A', 'C', 'B'), sum('B', 'B', 'C'), sum('D', 'D', 'D')]).tree,
    1,
  );
  const loopedLinks = linksOf(looped);
  const { paths } = await layout(
    looped.map((box) => sizeBox(box, false)),
    loopedLinks,
  );
  expect(paths).toHaveLength(loopedLinks.length);
  for (const { points } of paths) expect(points.length).toBeGreaterThanOrEqual(2);
});

test('more boxes than a picture holds are refused', async () => {
  const many = planOf([
    promql('A', 'up'),
    ...Array.from({ length: MAX_BOXES }, (_, i) => compare('A', 'gt', i, `B${i}`)),
  ]);
  const all = boxesOf(many.tree, 1).map((box) => sizeBox(box, false));
  await expect(layout(all, [])).rejects.toThrow(`the circuit has ${MAX_BOXES + 1} components at this depth`);
});
