import { all } from './dom.ts';

/** In milliseconds: how long a button says that it has copied. */
const PAUSE = 1500;

/** Copies the text beside a button; where the browser does not allow it, selects the text. */
export function listenToCopy(): void {
  for (const button of all<HTMLButtonElement>('.copied .copy')) {
    const codes = button.parentElement!.querySelectorAll('code');
    const code = codes[codes.length - 1]!;
    button.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(code.textContent ?? '');
        button.textContent = 'copied';
        setTimeout(() => {
          button.textContent = 'copy';
        }, PAUSE);
      } catch {
        getSelection()?.selectAllChildren(code);
      }
    });
  }
}
