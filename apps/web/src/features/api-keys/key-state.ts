import type { ApiKey } from '@cashbeat/shared-types';

export type KeyState = 'good' | 'ending' | 'expired' | 'revoked';

const SOON = 7 * 86_400_000;

/** Whether a key opens anything; one that ends within a week is worth a word. */
export function keyStateOf({ revokedAt, expiresAt }: ApiKey, now: number): KeyState {
  if (revokedAt !== null) return 'revoked';
  if (expiresAt === null) return 'good';
  const left = Date.parse(expiresAt) - now;
  if (left <= 0) return 'expired';
  return left < SOON ? 'ending' : 'good';
}
