import type { RequestFailure } from '@/store/request-failure';

/** What a refusal means for the person who asked, where the API's own words say less. */
const WORDS: Partial<Record<string, string>> = {
  last_owner:
    'The organisation has no other owner, and it cannot be without one. Make somebody else an owner first.',
  permission_denied: 'Your role does not allow this any more. Reload the page to see what it does.',
};

export function refusalInWords({ code, detail, errors }: RequestFailure): string {
  const words = WORDS[code];
  if (words !== undefined) return words;
  return errors.length > 0 ? errors.map(({ message }) => message).join(' ') : detail;
}
