'use client';

import { useEffect, useState } from 'react';

/**
 * The token behind the `#` of the address: that part is sent to no server, so it is in no log and no
 * Referer. It is taken out of the address bar too. Undefined until the browser was asked, null
 * when there is none.
 */
export function useTokenOfAddress(): string | null | undefined {
  const [token, setToken] = useState<string | null>();
  useEffect(() => {
    const read = () => {
      const { hash, pathname, search } = window.location;
      const found = new URLSearchParams(hash.slice(1)).get('token');
      if (found) window.history.replaceState(window.history.state, '', `${pathname}${search}`);
      setToken((before) => found ?? before ?? null);
    };
    read();
    // Another link of the same kind, opened in this tab.
    window.addEventListener('hashchange', read);
    return () => window.removeEventListener('hashchange', read);
  }, []);
  return token;
}
