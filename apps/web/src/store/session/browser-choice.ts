import { attempt } from './browser-storage';

/** Something that a person chose in this browser: the same in all of its tabs, and kept. */
export interface BrowserChoice {
  /** Null while nothing was ever chosen. */
  read(): string | null;
  choose(value: string): void;
  /** Told of each choice, made here or in another tab. Returns how to stop. */
  subscribe(changed: () => void): () => void;
}

export function browserChoice(key: string): BrowserChoice {
  // Where storage is forbidden, the choice lives as long as the page.
  let chosenHere: string | null = null;
  return {
    read: () => attempt(() => localStorage.getItem(key)) ?? chosenHere,
    choose(value) {
      chosenHere = value;
      attempt(() => localStorage.setItem(key, value));
      // The browser tells all tabs but the one that chose.
      window.dispatchEvent(new StorageEvent('storage', { key, newValue: value }));
    },
    subscribe(changed) {
      const heard = (event: StorageEvent) => {
        if (event.key === key || event.key === null) changed();
      };
      window.addEventListener('storage', heard);
      return () => window.removeEventListener('storage', heard);
    },
  };
}
