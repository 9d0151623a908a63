/** Long enough for a page to be fetched and shown. */
const PATIENCE = 5_000;

/** Pages that are searched by a field of their own. */
const SEARCHED = ['/payments', '/customers'];

export function isSearched(path: string): boolean {
  return SEARCHED.includes(path);
}

/** Puts the focus into the search of the page, as soon as it is there. */
export function focusSearch(): Promise<void> {
  return new Promise((done) => {
    const focus = () => {
      const field = document.querySelector<HTMLInputElement>('main [type=search]');
      if (!field || !isSearched(window.location.pathname)) return;
      stop();
      field.focus();
      field.select();
    };
    const watch = new MutationObserver(focus);
    const timer = setTimeout(() => stop(), PATIENCE);
    const stop = () => {
      watch.disconnect();
      clearTimeout(timer);
      done();
    };
    watch.observe(document.body, { childList: true, subtree: true });
    focus();
  });
}
