'use client';

import { useSyncExternalStore } from 'react';
import { browserChoice } from '@/store/session/browser-choice';

const choice = browserChoice('cashbeat.shortcuts');

export const areShortcutsOn = () => choice.read() !== 'off';

/** Single keys can be turned off, as people who speak to their computer press them by accident (WCAG 2.1.4). */
export function useShortcutsSwitch(): [boolean, (on: boolean) => void] {
  const on = useSyncExternalStore(choice.subscribe, areShortcutsOn, () => true);
  return [on, (next) => choice.choose(next ? 'on' : 'off')];
}
