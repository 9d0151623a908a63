'use client';

import { type RefObject, useEffect, useRef, useState } from 'react';

/** Begun a little before it is seen, so that it is there in time. */
const MARGIN = '160px';

export interface Nearness {
  /** Near what is in sight now. */
  near: boolean;
  /** Near it now or before. */
  met: boolean;
}

/** Whether a place is near what is in sight. */
export function useNear<Place extends Element>(): [RefObject<Place | null>, Nearness] {
  const place = useRef<Place>(null);
  const [nearness, setNearness] = useState<Nearness>({ near: false, met: false });
  useEffect(() => {
    if (!place.current) return undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        const near = entries.at(-1)?.isIntersecting ?? false;
        setNearness((known) => ({ near, met: known.met || near }));
      },
      { rootMargin: MARGIN },
    );
    observer.observe(place.current);
    return () => observer.disconnect();
  }, []);
  return [place, nearness];
}
