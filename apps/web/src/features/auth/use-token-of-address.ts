'use client';

import { useEffect, useState } from 'react';

/**
 * The token behind the `#` of the address: that part is sent to no server, so it is in no log and no
 * Referer. It stays there, so that a reload finds it again, until `dropTokenOfAddress`. Undefined
 * until the browser was asked, null when there is none.
 */
export function useTokenOfAddress(): string | null | undefined {
  const [token, setToken] = useState<string | null>();
  useEffect(() => {
    const read = () => {
      const found = new URLSearchParams(window.location.hash.slice(1)).get('token');
      setToken((before) => found ?? before ?? null);
    };
    read();
    // Another link of the same kind, opened in this tab.
    window.addEventListener('hashchange', read);
    return () => window.removeEventListener('hashchange', read);
  }, []);
  return token;
}

/** Takes the token out of the address and the history: it was used, or it is dead. */
export function dropTokenOfAddress(): void {
  const { hash, pathname, search } = window.location;
  // Next takes any change of the address for a navigation, and drops the one that is under way.
  if (!new URLSearchParams(hash.slice(1)).has('token')) return;
  window.history.replaceState(null, '', `${pathname}${search}`);
}
