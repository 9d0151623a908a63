'use client';

import { useInBrowser } from '@/features/shell/use-in-browser';
import { DENSITY_KEY } from './density-key';

/** As `compact` in `@cashbeat/ui`; the script runs before anything of it is loaded. */
const SCRIPT = `try{if(localStorage.getItem('${DENSITY_KEY}')==='compact')document.documentElement.setAttribute('data-density','compact')}catch{}`;

/** Puts the chosen density onto the document before the first paint, so that nothing jumps. */
export function DensityScript({ nonce }: { nonce?: string }) {
  // Its work is done by then, and a script that React creates never runs.
  if (useInBrowser()) return null;
  return (
    <script
      suppressHydrationWarning
      // Browsers hide the nonce of what they run, so the page that is taken over finds none.
      nonce={typeof window === 'undefined' ? nonce : ''}
      dangerouslySetInnerHTML={{ __html: SCRIPT }}
    />
  );
}
