const BUTTONS = [
  ['fit', 'Fit', 'Show the whole circuit'],
  ['in', '+', 'Zoom in on the circuit'],
  ['out', '−', 'Zoom out of the circuit'],
  ['path', 'What decided', 'Zoom in on the path that decided'],
] as const;

/** The circuit picture, fitted to the page, with the path that decided under the cursor in words. */
export function circuitView(picture: string): string {
  const buttons = BUTTONS.map(
    ([name, text, label]) =>
      `<button type="button" data-circuit="${name}" aria-label="${label}">${text}</button>`,
  );
  return [
    '<p class="decided" id="decided"></p>',
    `<div class="circuit-controls" role="group" aria-label="Zoom of the circuit">${buttons.join('')}`,
    '<span class="hint">drag to move, Ctrl or ⌘ and the wheel to zoom; readings are those under the cursor</span></div>',
    `<div class="circuit-view" tabindex="0" role="group" aria-label="Circuit picture">${picture}</div>`,
  ].join('');
}
