import type { Departure } from '@/store/session/session-slice';

const HOME = '/';
/** Pages for people who are not signed in; nobody is sent back to one of them. */
export const PUBLIC_PAGES = [
  '/login',
  '/register',
  '/forgot-password',
  '/reset-password',
  '/invitation',
  '/outbox',
];

/**
 * Where to go after signing in: a path of this site, whatever the address says. Anything that a
 * browser would take elsewhere (`//evil.example`, `/\evil.example`, `javascript:`) is the dashboard.
 */
export function safeNext(next: string | null, origin = window.location.origin): string {
  if (!next?.startsWith('/') || !URL.canParse(next, origin)) return HOME;
  const address = new URL(next, origin);
  if (address.origin !== origin || isPublic(address.pathname)) return HOME;
  // A path like `/.//evil.example` is resolved to one that begins with two slashes.
  const path = `/${address.pathname.replace(/^\/+/, '')}`;
  return `${path}${address.search}${address.hash}`;
}

/** Where somebody signs in who was at `path`, to come back to it; whoever left by choice begins anew. */
export function loginAddress(path: string, departure: Departure): string {
  if (departure === 'left' || path === HOME) return '/login';
  return `/login?next=${encodeURIComponent(path)}`;
}

function isPublic(path: string): boolean {
  return PUBLIC_PAGES.includes(path.replace(/\/+$/, ''));
}
