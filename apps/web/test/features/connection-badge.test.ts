import { describe, expect, it } from 'vitest';
import { badgeOf } from '@/features/connection/connection-badge';
import { type ConnectionState, connectionSlice } from '@/store/connection/connection-slice';
import { systemOk } from '../support/samples';

const now = 100_000;
const connection = (change: Partial<ConnectionState>): ConnectionState => ({
  ...connectionSlice.getInitialState(),
  ...change,
});

describe('the connection badge', () => {
  it.each([
    [connection({}), 'connecting'],
    [connection({ status: 'live' }), 'live'],
    [connection({ status: 'reconnecting', lostAt: now - 12_000 }), 'reconnecting'],
    [connection({ status: 'offline', lostAt: now }), 'offline'],
  ])('names the state', (state, expected) => {
    expect(badgeOf(state, systemOk, now).state).toBe(expected);
  });

  it('says since when it is lost', () => {
    const state = connection({ status: 'reconnecting', lostAt: now - 12_000, attempts: 3 });
    expect(badgeOf(state, systemOk, now).explanation).toMatch(/12 s ago.*3 attempts/);
  });

  it('names every cause of a degraded system', () => {
    const system = {
      ...systemOk,
      status: 'degraded' as const,
      redis: 'down' as const,
      projector: { state: 'running' as const, lagMs: 9_000, quarantined: 2 },
    };
    const badge = badgeOf(connection({ status: 'live' }), system, now);
    expect(badge.state).toBe('degraded');
    expect(badge.explanation).toMatch(/Redis.*9 s behind.*2 damaged/);
  });
});
