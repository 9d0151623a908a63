import { act, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useDraft } from '@/features/filters/use-draft';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function draft(accepts?: (text: string) => boolean) {
  const handedOn: string[] = [];
  const { result, rerender } = renderHook(
    // A new function at each render, as a parent that follows live events hands it down.
    ({ value }) => useDraft(value, (text) => handedOn.push(text), accepts),
    { initialProps: { value: '' } },
  );
  return {
    handedOn,
    text: () => result.current[0],
    type: (text: string) => act(() => result.current[1](text)),
    pass: (milliseconds: number) => act(() => vi.advanceTimersByTime(milliseconds)),
    value: (value: string) => rerender({ value }),
  };
}

describe('a draft', () => {
  it('is handed on once, after a pause, however often the parent renders meanwhile', () => {
    const field = draft();
    field.type('INV');
    field.pass(200);
    field.value('');
    field.type('INV-7');
    field.pass(200);
    field.value('');
    field.pass(100);
    expect(field.handedOn).toEqual(['INV-7']);
  });

  it('keeps what is typed while its echo is on the way', () => {
    const field = draft();
    field.type('INV');
    field.pass(300);
    field.type('INV-7');
    field.value('INV');
    expect(field.text()).toBe('INV-7');
  });

  it('gives way to a value from elsewhere', () => {
    const field = draft();
    field.type('INV');
    field.pass(300);
    field.value('INV');
    field.value('');
    expect(field.text()).toBe('');
  });

  it('stays in the field while it is not accepted', () => {
    const field = draft((day) => day >= '1970');
    field.type('0202-11-01');
    field.pass(300);
    expect(field.text()).toBe('0202-11-01');
    expect(field.handedOn).toEqual([]);
  });
});
