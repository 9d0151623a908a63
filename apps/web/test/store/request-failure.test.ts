import { describe, expect, it } from 'vitest';
import { inSentence } from '@/store/request-failure';

describe('the title of a failure', () => {
  it.each([
    ['Cannot reach the server', 'cannot reach the server'],
    ['The API cannot be reached', 'the API cannot be reached'],
    ['API not ready', 'API not ready'],
  ])('%s continues a sentence', (title, expected) => {
    expect(inSentence(title)).toBe(expected);
  });
});
