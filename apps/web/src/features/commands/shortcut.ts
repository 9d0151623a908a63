/** Keys pressed within this time of each other make one shortcut. */
export const SEQUENCE_PAUSE = 1_000;

/** What came of a key: the keys that may become a shortcut, or the shortcut that they are. */
export interface Progress {
  pending: string;
  done?: string;
}

/** Takes up a key after those that wait; one that leads nowhere begins anew with itself. */
export function take(pending: string, key: string, known: readonly string[]): Progress {
  for (const keys of pending === '' ? [key] : [`${pending} ${key}`, key]) {
    if (known.includes(keys)) return { pending: '', done: keys };
    if (known.some((shortcut) => shortcut.startsWith(`${keys} `))) return { pending: keys };
  }
  return { pending: '' };
}

type Pressed = Pick<
  KeyboardEvent,
  'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing' | 'repeat'
>;

/** The key as shortcuts name it; undefined for those that are none of ours. */
export function keyOf({ key, ctrlKey, metaKey, altKey, isComposing, repeat }: Pressed) {
  if (ctrlKey || metaKey || altKey || isComposing || repeat) return undefined;
  if ([...key].length !== 1 || key === ' ') return undefined;
  return key.toLowerCase();
}

export function isPaletteKey({ key, ctrlKey, metaKey, altKey }: Pressed): boolean {
  return (ctrlKey || metaKey) && !altKey && key.toLowerCase() === 'k';
}

/** Keys there belong to what has the focus: letters are typed, or jump to an item. */
const OWN_KEYS = [
  'input:not([type=checkbox], [type=radio], [type=button], [type=submit])',
  'textarea',
  'select',
  '[contenteditable=""], [contenteditable="true"]',
  '[role=menu], [role=listbox], [role=combobox], [role=textbox]',
  // What stands behind a dialog is not acted on.
  '[role=dialog], [role=alertdialog]',
].join(', ');

/** Whether the keys pressed at an element are for the page as a whole. */
export function isForPage(target: EventTarget | null): boolean {
  return !(target instanceof Element) || target.closest(OWN_KEYS) === null;
}

/** In a dialog it would cover what has to be finished first; a drawer is but a part of the page. */
export function isInDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('.MuiDialog-root') !== null;
}
