import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loginAddress, safeNext } from '@/features/auth/next-page';
import { addressOfOrganisation } from '@/features/shell/organisation-address';

const ORIGIN = 'https://pay.example.com';

describe('the page after signing in', () => {
  it.each(['/payments?status=failed&tz=UTC', '/settings/members', '/?range=7d#feed'])(
    'is the one that was left: %s',
    (path) => expect(safeNext(path, ORIGIN)).toBe(path),
  );

  it.each([
    null,
    '',
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '\\\\evil.example',
    'javascript:alert(1)',
    'payments',
    '/login?next=/login',
    '/register/',
    '/reset-password',
  ])('is the dashboard instead of %j', (next) => expect(safeNext(next, ORIGIN)).toBe('/'));

  it('never leaves this site, whatever the address asks for', () => {
    const piece = fc.constantFrom(
      '/',
      '\\',
      '.',
      ':',
      '@',
      '\t',
      '\n',
      'evil.example',
      'http',
      '%2f',
      '?',
      '#',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const next = safeNext(`/${pieces.join('')}`, ORIGIN);
        expect(next.startsWith('/')).toBe(true);
        expect(new URL(next, ORIGIN).origin).toBe(ORIGIN);
      }),
    );
  });

  it('is remembered for who was signed out, not for who left', () => {
    expect(loginAddress('/payments?q=a&b', 'ended')).toBe('/login?next=%2Fpayments%3Fq%3Da%26b');
    expect(loginAddress('/payments', 'none')).toBe('/login?next=%2Fpayments');
    expect(loginAddress('/payments', 'left')).toBe('/login');
    expect(loginAddress('/', 'ended')).toBe('/login');
  });
});

describe('the address of another organisation', () => {
  const at = (host: string) => ({ protocol: 'https:', host });

  it('is that of its own where addresses name organisations', () => {
    expect(addressOfOrganisation('bolt', 'acme', at('acme.localhost:3000'))).toBe(
      'https://bolt.localhost:3000/',
    );
  });

  it.each(['localhost:3000', '127.0.0.1:3000', 'pay.example.com'])('is the same at %s', (host) =>
    expect(addressOfOrganisation('bolt', 'acme', at(host))).toBeUndefined(),
  );
});
