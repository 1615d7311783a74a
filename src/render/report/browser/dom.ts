/** Every element of the page that matches, in the order of the page. */
export const all = <E extends Element = HTMLElement>(selector: string): E[] => [
  ...document.querySelectorAll<E>(selector),
];

/** The first element that matches. Throws where the page has none: `page.ts` writes each of them. */
export function one<E extends Element = HTMLElement>(selector: string): E {
  const found = document.querySelector<E>(selector);
  if (!found) throw new Error(`this page has no ${selector}`);
  return found;
}
