import { fireEvent } from '@testing-library/react';

/** Puts a text into a field at once; a key at a time takes long, and is seldom what a test is about. */
export function enter(field: HTMLElement, text: string): void {
  fireEvent.focus(field);
  fireEvent.change(field, { target: { value: text } });
}
