import type { AccessToken, Permission, Session } from '@cashbeat/shared-types';
import type { SessionParts } from '@/store/session/session-flow';
import type { RealtimeParts } from '@/store/realtime/realtime-middleware';
import type { SessionMark } from '@/store/session/session-mark';
import type { TabMessage, Tabs } from '@/store/session/tabs';
import type { TenantChoice } from '@/store/session/tenant-choice';

export const ana = {
  id: 'usr_ana',
  name: 'Ana Kovalenko',
  email: 'ana@example.com',
  twoFactor: false,
  defaultTenantId: 'demo',
  createdAt: '2026-11-01T09:00:00.000Z',
};

export const ben = { ...ana, id: 'usr_ben', name: 'Ben Ode', email: 'ben@example.com' };

export const acme = {
  id: 'demo',
  name: 'Acme GmbH',
  slug: 'acme',
  locale: 'en-GB',
  role: 'owner',
} as const;
export const bolt = {
  id: 'bolt',
  name: 'Bolt Ltd',
  slug: 'bolt',
  locale: 'en-GB',
  role: 'viewer',
} as const;

export const VIEWER: Permission[] = [
  'analytics:read',
  'payments:read',
  'customers:read',
  'organisation:read',
  'members:read',
];
export const OWNER: Permission[] = [
  ...VIEWER,
  'payments:write',
  'payments:refund',
  'payments:import',
  'customers:write',
  'methods:write',
  'organisation:write',
  'members:write',
  'owners:write',
  'api_keys:read',
  'api_keys:write',
  'audit:read',
];

export function session(change: Partial<Session> = {}): Session {
  return {
    user: ana,
    apiKey: null,
    tenant: acme,
    permissions: OWNER,
    memberships: [acme, bolt],
    ...change,
  };
}

export function accessToken(text: string, change: Partial<AccessToken> = {}): AccessToken {
  return {
    accessToken: text,
    tokenType: 'Bearer',
    expiresIn: 600,
    user: ana,
    tenant: acme,
    ...change,
  };
}

/** The tabs of a browser that exists in this test only: a channel, and a lock that takes turns. */
export function fakeBrowser() {
  const listeners = new Set<(message: TabMessage) => void>();
  let turn: Promise<unknown> = Promise.resolve();
  let crowd = 0;
  return {
    /** How many tabs were ever inside the lock at once. */
    most: 0,
    tab(): Tabs {
      let own: ((message: TabMessage) => void) | null = null;
      return {
        exclusively: (task) => {
          const run = turn.then(async () => {
            crowd += 1;
            this.most = Math.max(this.most, crowd);
            return task().finally(() => (crowd -= 1));
          });
          turn = run.catch(() => undefined);
          return run;
        },
        tell: (message) => {
          for (const listener of listeners) if (listener !== own) listener(message);
        },
        listen(heard) {
          own = heard;
          listeners.add(heard);
          return () => listeners.delete(heard);
        },
      };
    },
  };
}

export function memoryChoice(first: string | null = null): TenantChoice {
  let chosen = first;
  return {
    get: () => chosen,
    set: (tenantId) => (chosen = tenantId),
    clear: () => (chosen = null),
  };
}

/** Of a browser: its tabs share it. */
export function memoryMark(set = true): SessionMark {
  let found = set;
  return {
    found: () => found,
    set: () => (found = true),
    clear: () => (found = false),
  };
}

/** A session that is there at once, unless a test says otherwise. */
export function sessionParts(change: Partial<SessionParts> = {}): SessionParts {
  return {
    tabs: fakeBrowser().tab(),
    choice: memoryChoice(),
    mark: memoryMark(),
    refresh: () => Promise.resolve({ answer: accessToken('token-1') }),
    load: () => Promise.resolve({ session: session() }),
    now: Date.now,
    ...change,
  };
}

const never = new Promise<never>(() => undefined);

/** No socket, no events. */
export const noRealtime = (): RealtimeParts => ({
  now: Date.now,
  openFeed: () => never,
  events: { newest: () => never, after: () => never, before: () => never },
});
