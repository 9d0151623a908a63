import { attempt } from './browser-storage';

/**
 * A note that somebody is signed in in this browser, so that a login page need not ask the API where
 * nobody ever was. It is a hint and no proof: it holds nothing of the session, whose cookie no script
 * can see, and pages of the product ask whether it is there or not.
 */
export interface SessionMark {
  /** Also where the browser does not let us look. */
  found(): boolean;
  set(): void;
  clear(): void;
}

const KEY = 'cashbeat.signed-in';

/** Of all tabs, as the cookie is. */
export const browserMark: SessionMark = {
  found: () => attempt(() => localStorage.getItem(KEY) !== null) ?? true,
  set: () => void attempt(() => localStorage.setItem(KEY, '1')),
  clear: () => void attempt(() => localStorage.removeItem(KEY)),
};
