import { all } from './dom.ts';

/** Opens and closes the groups of brief events. */
export function listenToGroups(): void {
  for (const button of all<HTMLButtonElement>('.events tr.group button'))
    button.addEventListener('click', () => {
      const isOpen = button.getAttribute('aria-expanded') === 'true';
      button.setAttribute('aria-expanded', String(!isOpen));
      for (const row of rowsIn(button.closest('tbody')!)) row.hidden = isOpen;
    });
}

const rowsIn = (group: HTMLTableSectionElement): HTMLTableRowElement[] => [
  ...group.querySelectorAll<HTMLTableRowElement>('tr[data-kind]'),
];

/** Shows the events of the kinds whose buttons are pressed; of all kinds where none is. */
export function listenToKinds(): void {
  const buttons = all<HTMLButtonElement>('.kinds button');
  const rows = all<HTMLTableRowElement>('.events tr[data-kind]');
  const groups = all<HTMLTableSectionElement>('.events tbody.group');
  const apply = (): void => {
    const pressed = buttons.filter((one) => one.getAttribute('aria-pressed') === 'true');
    const kinds = new Set(pressed.map((one) => one.dataset.kind));
    const isShown = (row: HTMLTableRowElement): boolean => kinds.size === 0 || kinds.has(row.dataset.kind);
    for (const row of rows) row.classList.toggle('filtered', !isShown(row));
    for (const group of groups) group.hidden = !rowsIn(group).some(isShown);
  };
  for (const button of buttons)
    button.addEventListener('click', () => {
      button.setAttribute('aria-pressed', String(button.getAttribute('aria-pressed') !== 'true'));
      apply();
    });
}
