import { lengthOf, MIN_PASSWORD } from './password-limits';

export interface Requirement {
  text: string;
  met: boolean;
}

/** What a password must fulfil, as far as a browser can tell. The list of common ones is the API's. */
export function requirementsOf(password: string, personal: readonly string[]): Requirement[] {
  const given = password !== '';
  return [
    { text: `At least ${MIN_PASSWORD} characters`, met: lengthOf(password) >= MIN_PASSWORD },
    {
      text: 'Neither your name nor your e-mail address',
      met: given && lengthOf(password) >= MIN_PASSWORD && !isPersonal(password, personal),
    },
    { text: 'Not one of the common passwords (checked when you send)', met: false },
  ];
}

export interface Strength {
  level: 0 | 1 | 2;
  word: 'Too weak' | 'Fair' | 'Strong';
}

/** A hint, no more: length counts most, as guessing goes. */
export function strengthOf(password: string, personal: readonly string[]): Strength {
  const length = lengthOf(password);
  const different = new Set(password.toLowerCase()).size;
  if (length < MIN_PASSWORD || different < 5 || isPersonal(password, personal)) {
    return { level: 0, word: 'Too weak' };
  }
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\d/, /[^\p{L}\d]/u].filter((kind) => kind.test(password));
  return length >= 16 || (length >= 12 && kinds.length >= 3)
    ? { level: 2, word: 'Strong' }
    : { level: 1, word: 'Fair' };
}

function isPersonal(password: string, personal: readonly string[]): boolean {
  const bare = letters(password);
  return personal.some((text) =>
    [text, text.split('@')[0]!].some((part) => letters(part).length > 3 && bare === letters(part)),
  );
}

function letters(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}
