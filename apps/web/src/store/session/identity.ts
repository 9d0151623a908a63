import type { Renewal } from './token-keeper';

/** Who asks, as requests and the socket need to know it. */
export interface Identity {
  /**
   * Headers that say who asks for which organisation. Waits while that is being found out; null
   * when nobody is signed in.
   */
  headers(signal: AbortSignal): Promise<Record<string, string> | null>;
  /** After a 401: whether there is another token now, so that asking once more makes sense. */
  renewed(headers: Record<string, string>): Promise<Renewal>;
  /** The API refused something: what is known of the session may be out of date. */
  refused(code: string): void;
  /** The API says that role, name or organisation may differ now. */
  changed(): void;
}

export function bearer(token: string, tenantId: string | null): Record<string, string> {
  return {
    authorization: `Bearer ${token}`,
    ...(tenantId !== null && { 'x-tenant-id': tenantId }),
  };
}

export function tokenOf(headers: Record<string, string>): string | null {
  return headers.authorization?.slice('Bearer '.length) ?? null;
}

/** The token is at fault. Others of 401 (a wrong password, a missing code) are about what was sent. */
export function isUnauthenticated({ code }: { code: string }): boolean {
  return code === 'token_expired' || code === 'unauthenticated' || code === 'session_ended';
}
