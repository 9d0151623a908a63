import type { ApiKey, AuditEntry, Member, RoleDescription } from '@cashbeat/shared-types';
import { http, HttpResponse } from 'msw';
import { ana, ben } from './session';
import { organisation, systemOk } from './samples';
import { ORIGIN, server } from './server';

export function member(change: Partial<Member> = {}): Member {
  return {
    userId: ana.id,
    name: ana.name,
    email: ana.email,
    role: 'owner',
    twoFactor: false,
    joinedAt: '2026-11-01T09:00:00.000Z',
    lastSeenAt: null,
    ...change,
  };
}

export const benAsAgent = member({
  userId: ben.id,
  name: ben.name,
  email: ben.email,
  role: 'agent',
});

export function apiKey(change: Partial<ApiKey> = {}): ApiKey {
  return {
    id: 'key_1',
    name: 'Nightly import',
    prefix: 'cbk_4fJ9sQ2x',
    scopes: ['payments:write'],
    createdBy: ana.name,
    createdAt: '2026-11-01T09:00:00.000Z',
    expiresAt: null,
    lastUsedAt: null,
    revokedAt: null,
    ...change,
  };
}

export function auditEntry(n: number, change: Partial<AuditEntry> = {}): AuditEntry {
  return {
    id: `aud_${n}`,
    n,
    at: new Date(Date.UTC(2026, 10, 21, 9, 0, n)).toISOString(),
    actor: { kind: 'user', id: ana.id, name: ana.name },
    action: 'member.role_changed',
    target: { kind: 'user', id: ben.id, name: ben.name },
    before: { role: 'viewer' },
    after: { role: 'agent' },
    why: null,
    requestId: `req_${n}`,
    address: '192.0.2.7',
    hash: 'ab'.repeat(32),
    ...change,
  };
}

const ROLES: RoleDescription[] = [
  {
    role: 'owner',
    summary: 'Everything, and decides who else is an owner.',
    permissions: [
      { name: 'payments:read', summary: 'See payments and the live feed, export them.' },
      { name: 'payments:write', summary: 'Record payments; complete, fail and retry them.' },
    ],
  },
  { role: 'viewer', summary: 'Looks at payments and figures, changes nothing.', permissions: [] },
];

/** What pages ask for besides their own. */
export function answerSurroundings(): void {
  server.use(
    http.get(`${ORIGIN}/api/organisation`, () => HttpResponse.json(organisation)),
    http.get(`${ORIGIN}/api/roles`, () => HttpResponse.json(ROLES)),
    http.get(`${ORIGIN}/api/status`, () => HttpResponse.json(systemOk)),
    http.get(`${ORIGIN}/api/site`, () =>
      HttpResponse.json({ registration: true, demo: [], outbox: true }),
    ),
  );
}

export function problem(status: number, code: string, detail: string, errors: unknown[] = []) {
  return HttpResponse.json(
    {
      type: `/problems/${code}`,
      title: code,
      status,
      code,
      detail,
      requestId: 'req_9',
      errors,
      omitted: 0,
    },
    { status },
  );
}
