import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchOf } from '@/features/commands/fuzzy';

describe('a fuzzy match', () => {
  it('finds a run, initials, and letters in order', () => {
    expect(matchOf('paym', 'Payments')?.at).toEqual([0, 1, 2, 3]);
    expect(matchOf('ak', 'API keys')?.at).toEqual([0, 4]);
    expect(matchOf('aut lg', 'Audit log')?.at).toEqual([0, 1, 4, 6, 8]);
    expect(matchOf('yap', 'Payments')).toBeNull();
  });

  it('minds neither case nor accents', () => {
    expect(matchOf('ZURICH', 'Zürich')?.at).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('prefers what begins a word', () => {
    const [whole, strewn] = [matchOf('mem', 'Members'), matchOf('mem', 'Theme of the map')];
    expect(whole!.score).toBeGreaterThan(strewn?.score ?? 0);
    expect(matchOf('log', 'Analog log')?.at).toEqual([7, 8, 9]);
  });

  it('points at the letters that were sought, in order, for every text', () => {
    const plain = (text: string) => text.toLowerCase().replaceAll(/\s/g, '');
    fc.assert(
      fc.property(fc.string(), fc.string(), (sought, text) => {
        const match = matchOf(sought, text);
        if (!match || match.at.length === 0) return;
        expect(match.at).toEqual(match.at.toSorted((one, other) => one - other));
        expect(match.at.map((index) => text[index]!.toLowerCase()).join('')).toBe(plain(sought));
      }),
    );
  });

  it('finds every text by any part of its letters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), fc.func(fc.boolean()), (text, chosen) => {
        const part = text
          .split('')
          .filter((_, index) => chosen(index))
          .join('');
        expect(matchOf(part, text)).not.toBeNull();
      }),
    );
  });
});
