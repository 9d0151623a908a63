'use client';

import { useCallback } from 'react';
import { type Question, writeQuestion } from './question';

/** Asks what made a figure change, by changing the address: "Back" closes, a link shows the same. */
export function useExplain(): (question: Question) => void {
  return useCallback((question) => showQuestion(question), []);
}

/** Shows the answer to a question, or takes it away. */
export function showQuestion(question: Question | null): void {
  const address = new URL(window.location.href);
  address.search = writeQuestion(address.searchParams, question).toString();
  window.history.pushState(null, '', address);
}
