import { DIRECTIONS } from '../../rollout/criterion.ts';
import type { Colour } from '../page/colours.ts';

/**
 * Rules of the plots, with colours from `of`; they serve the page (variables) and the picture (plain
 * colours).
 */
export const plotRules = (of: (colour: Colour) => string): string[] => [
  `.area{fill:${of('accept')};fill-opacity:.14}`,
  `.series{fill:none;stroke:${of('accept')};stroke-width:1.6;vector-effect:non-scaling-stroke;stroke-linejoin:round}`,
  `.band{fill:${of('accept')};fill-opacity:.35}`,
  `.mark{fill:none;stroke-width:1.4;stroke-dasharray:6 12;vector-effect:non-scaling-stroke}`,
  `.mark.step{stroke:${of('muted')};stroke-dasharray:6 5}`,
  `.leader{fill:none;stroke-width:1}`,
  `.leader.step{stroke:${of('muted')}}`,
  `.grid{stroke:${of('border')};stroke-opacity:.6}`,
  `.flag{stroke-width:3;vector-effect:non-scaling-stroke}`,
  ...DIRECTIONS.flatMap((direction, i) => [
    `.span.${direction}{fill:${of(direction)};fill-opacity:${direction === 'forward' ? 0.09 : 0.24}}`,
    `.mark.${direction}{stroke:${of(direction)};stroke-dashoffset:${6 * i}}`,
    `.leader.${direction},.flag.${direction}{stroke:${of(direction)}}`,
    `.flag.${direction}{fill:${of(direction)}}`,
    `.word.${direction}{fill:${of(direction)}}`,
  ]),
  `.span.missing{fill:${of('muted')};fill-opacity:.3}`,
  `.word,.time,.value{font-size:11px}`,
  `.time,.value,.word.step{fill:${of('muted')}}`,
  `.tick{stroke:${of('border')}}`,
];
