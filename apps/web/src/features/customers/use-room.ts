'use client';

import { useCallback, useState } from 'react';

/** Of the list on a common desk: what is drawn before anything is measured. */
const USUAL = 1_158;

/** How wide an element is, in pixels; `ref` goes to the element. */
export function useRoom(): { room: number; ref: (element: HTMLElement | null) => void } {
  const [room, setRoom] = useState(USUAL);
  const ref = useCallback((element: HTMLElement | null) => {
    if (!element || typeof ResizeObserver === 'undefined') return undefined;
    const watch = new ResizeObserver(([entry]) => setRoom(Math.round(entry!.contentRect.width)));
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  return { room, ref };
}
