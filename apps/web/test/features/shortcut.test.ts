import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isForPage, isPaletteKey, keyOf, take } from '@/features/commands/shortcut';

const KNOWN = ['g d', 'g p', 'd', '?', '1'];

function press(keys: string): string[] {
  let pending = '';
  const done: string[] = [];
  for (const key of keys) {
    const progress = take(pending, key, KNOWN);
    pending = progress.pending;
    if (progress.done) done.push(progress.done);
  }
  return done;
}

describe('shortcuts', () => {
  it('are one key or two', () => {
    expect(press('d')).toEqual(['d']);
    expect(press('gd')).toEqual(['g d']);
    expect(press('gp?')).toEqual(['g p', '?']);
  });

  it('begin anew with a key that leads nowhere', () => {
    expect(press('xd')).toEqual(['d']);
    expect(press('ggd')).toEqual(['g d']);
    expect(press('g1')).toEqual(['1']);
    expect(press('gxd')).toEqual(['d']);
  });

  it('are only ever known ones, and none waits for a third key', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...'gdp?1x')), (keys) => {
        let pending = '';
        for (const key of keys) {
          const progress = take(pending, key, KNOWN);
          pending = progress.pending;
          expect(pending.length).toBeLessThanOrEqual(1);
          if (progress.done) expect(KNOWN).toContain(progress.done);
        }
      }),
    );
  });

  it('are no keys that belong to the browser', () => {
    const key = (init: KeyboardEventInit) => new KeyboardEvent('keydown', init);
    expect(keyOf(key({ key: 'D', shiftKey: true }))).toBe('d');
    expect(keyOf(key({ key: 'd', ctrlKey: true }))).toBeUndefined();
    expect(keyOf(key({ key: 'd', repeat: true }))).toBeUndefined();
    expect(keyOf(key({ key: 'Tab' }))).toBeUndefined();
    expect(keyOf(key({ key: ' ' }))).toBeUndefined();
    expect(isPaletteKey(key({ key: 'k', metaKey: true }))).toBe(true);
    expect(isPaletteKey(key({ key: 'k' }))).toBe(false);
  });

  it('are not for what takes keys itself', () => {
    document.body.innerHTML = `
      <main><button>Yes</button><input type="checkbox"></main>
      <input><textarea></textarea><select></select><div contenteditable="true"></div>
      <ul role="menu"><li role="menuitem">Item</li></ul>
      <div role="dialog"><button>Inside</button></div>`;
    const found = [
      ...document.querySelectorAll('button, input, textarea, select, [contenteditable], li'),
    ];
    expect(found.map(isForPage)).toEqual([true, true, false, false, false, false, false, false]);
    document.body.innerHTML = '';
  });
});
