'use client';

import { DENSITY_ATTRIBUTE, DENSITIES, type Density } from '@cashbeat/ui';
import { useSyncExternalStore } from 'react';
import { browserChoice } from '@/store/session/browser-choice';
import { DENSITY_KEY } from './density-key';

const choice = browserChoice(DENSITY_KEY);

const current = (): Density =>
  DENSITIES.find((density) => density === choice.read()) ?? 'comfortable';

/** The density that was chosen in this browser, and a way to choose another. */
export function useDensity(): [Density, (density: Density) => void] {
  const density = useSyncExternalStore(choice.subscribe, current, () => 'comfortable' as const);
  return [density, choice.choose];
}

/** Lets the document follow the choice, whichever tab it is made in. Returns how to stop. */
export function followDensity(): () => void {
  const follow = () => document.documentElement.setAttribute(DENSITY_ATTRIBUTE, current());
  follow();
  return choice.subscribe(follow);
}
