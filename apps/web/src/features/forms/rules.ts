import { z } from 'zod';
import { lengthOf, MAX_PASSWORD, MIN_PASSWORD } from './password-limits';

const MAX_NAME = 120;
const MAX_EMAIL = 254;

/** A name of one line; `what` continues "Enter …": "your name". */
export function name(what: string) {
  return z
    .string()
    .trim()
    .min(1, `Enter ${what}.`)
    .refine((text) => lengthOf(text) <= MAX_NAME, `Use at most ${MAX_NAME} characters.`);
}

/** Something@somewhere with a dot: what the API and the mail server will not refuse at once. */
export const email = z
  .string()
  .trim()
  .min(1, 'Enter an e-mail address.')
  .max(MAX_EMAIL, 'This is too long for an e-mail address.')
  .regex(/^[^\s@]+@[^\s@]+\.[^\s@.]+$/, 'Enter a whole e-mail address, like ana@example.com.');

/** A password that exists already: nothing to check but that it is there. */
export const currentPassword = z
  .string()
  .min(1, 'Enter your password.')
  .max(MAX_PASSWORD, `A password has at most ${MAX_PASSWORD} characters.`);

export const newPassword = z
  .string()
  .min(1, 'Choose a password.')
  .refine((text) => text === '' || lengthOf(text) >= MIN_PASSWORD, {
    error: ({ input }) =>
      `Use at least ${MIN_PASSWORD} characters; this has ${lengthOf(String(input))}.`,
  })
  .refine((text) => lengthOf(text) <= MAX_PASSWORD, `Use at most ${MAX_PASSWORD} characters.`);

/** Six digits of an authenticator, or a recovery code. Spaces are how people group digits. */
export const code = z
  .string()
  .transform((text) => text.replaceAll(/\s/g, ''))
  .pipe(
    z
      .string()
      .min(1, 'Enter the code.')
      .regex(
        /^(\d{6}|[a-z0-9-]{8,24})$/i,
        'Enter the six digits of your authenticator app, or a recovery code.',
      ),
  );

/** Six digits and nothing else: where a recovery code does not do. */
export const digits = z
  .string()
  .transform((text) => text.replaceAll(/\s/g, ''))
  .pipe(
    z
      .string()
      .min(1, 'Enter the code.')
      .regex(/^\d{6}$/, 'Enter the six digits of your authenticator app.'),
  );
