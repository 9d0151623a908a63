import { describe, expect, it } from 'vitest';
import { failureOfAnswer, inSentence, withWait } from '@/store/request-failure';

describe('the title of a failure', () => {
  it.each([
    ['Cannot reach the server', 'cannot reach the server'],
    ['The API cannot be reached', 'the API cannot be reached'],
    ['API not ready', 'API not ready'],
  ])('%s continues a sentence', (title, expected) => {
    expect(inSentence(title)).toBe(expected);
  });
});

describe('a request that came too soon', () => {
  const failure = (detail: string) =>
    failureOfAnswer(429, { code: 'rate_limited', title: 'Too many requests', detail });

  it('says when to come again', () => {
    expect(withWait(failure('Slower, please.'), 7).detail).toBe(
      'Slower, please. Try again in 7 s.',
    );
  });

  it('says it once, and only where it is known', () => {
    expect(withWait(failure('Try again in 12 s.'), 12).detail).toBe('Try again in 12 s.');
    expect(withWait(failure('Slower, please.'), undefined).detail).toBe('Slower, please.');
  });
});
