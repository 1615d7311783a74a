import { COLOURS, colourRules, FONTS, type Scheme } from '../page/colours.ts';
import { layoutRules } from './layout-style.ts';
import { plotRules } from './plot-style.ts';

/** The style sheet of the page. */
export const pageStyle = (): string =>
  [...colourRules(), layoutRules(FONTS), ...plotRules((colour) => `var(--${colour})`)].join('\n');

/** The style sheet of the picture: colours written out, for viewers that know no custom properties. */
export function pictureStyle(): string {
  const rules = (scheme: Scheme): string =>
    [
      `.background{fill:${COLOURS.background[scheme]}}`,
      `.frame{fill:none;stroke:${COLOURS.muted[scheme]}}`,
      `.title,.head,.line{fill:${COLOURS.text[scheme]}}`,
      `.muted{fill:${COLOURS.muted[scheme]}}`,
      ...plotRules((colour) => COLOURS[colour][scheme]),
    ].join('\n');
  return `text{${FONTS.sans}}\n.title{font-size:20px;font-weight:600}\n.line{font-size:13px}\n.head{font-size:12px;font-weight:600}\n.muted{font-size:12px}\n${rules(0)}\n@media(prefers-color-scheme:dark){\n${rules(1)}\n}`;
}
