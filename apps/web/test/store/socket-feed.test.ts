import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type FeedHandlers, openSocketFeed } from '@/store/realtime/socket-feed';
import { bearer, type Identity } from '@/store/session/identity';

type Listener = (data?: unknown) => void;
type Auth = (tell: (auth: unknown) => void) => void;

/** Stands for socket.io-client: remembers what it was given, and lets a test speak as the server. */
const fake = vi.hoisted(() => ({
  auth: (() => undefined) as Auth,
  listeners: new Map<string, Listener>(),
  asked: [] as unknown[][],
  connects: 0,
}));

vi.mock('socket.io-client', () => ({
  io: (_address: string, options: { auth: Auth }) => {
    fake.auth = options.auth;
    const socket = {
      connected: true,
      active: false,
      io: { opts: {} },
      on: (name: string, listener: Listener) => fake.listeners.set(name, listener),
      connect: () => (fake.connects += 1),
      disconnect: () => undefined,
      removeAllListeners: () => fake.listeners.clear(),
      timeout: () => ({
        emitWithAck: (...asked: unknown[]) => {
          fake.asked.push(asked);
          return Promise.resolve({});
        },
      }),
    };
    return socket;
  },
}));

function person(tokens: string[]) {
  let place = 0;
  const identity = {
    headers: vi.fn(() => Promise.resolve(bearer(tokens[place]!, 'org'))),
    renewed: vi.fn(() => {
      place = Math.min(place + 1, tokens.length - 1);
      return Promise.resolve({ kind: 'renewed' });
    }),
    refused: vi.fn(),
    changed: vi.fn(),
  };
  return identity as typeof identity & Identity;
}

const handlers: FeedHandlers = {
  opened: vi.fn(),
  lost: vi.fn(),
  attemptFailed: vi.fn(),
  events: vi.fn(),
  analyticsChanged: vi.fn(),
  alertRaised: vi.fn(),
  alertChanged: vi.fn(),
  notificationsChanged: vi.fn(),
  resync: vi.fn(),
};

async function opened(identity: Identity) {
  const feed = await openSocketFeed(identity)(handlers);
  const auth = await new Promise(fake.auth);
  return { feed, auth };
}

beforeEach(() => {
  fake.listeners.clear();
  fake.asked = [];
  fake.connects = 0;
});

describe('the socket', () => {
  it('says who asks for which organisation in the handshake, never in the address', async () => {
    const { auth } = await opened(person(['first']));
    expect(auth).toEqual({ token: 'first', tenantId: 'org', batch: true });
  });

  it('proves anew who asks before its token ends', async () => {
    const identity = person(['first', 'second']);
    await opened(identity);
    fake.listeners.get('session_expiring')!();
    await vi.waitFor(() => expect(fake.asked).toEqual([['authenticate', { token: 'second' }]]));
  });

  it('asks for another token when it was ended for want of one', async () => {
    const identity = person(['first', 'second']);
    await opened(identity);
    fake.listeners.get('session_ended')!({ code: 'token_expired' });
    expect(identity.renewed).toHaveBeenCalledWith(bearer('first', 'org'));
    expect(identity.refused).not.toHaveBeenCalled();
  });

  it.each(['permission_denied', 'tenant_not_found'])('tells of %s', async (code) => {
    const identity = person(['first']);
    await opened(identity);
    fake.listeners.get('session_ended')!({ code });
    expect(identity.refused).toHaveBeenCalledWith(code);
    expect(identity.renewed).not.toHaveBeenCalled();
  });

  it('tells at once that the role may be another', async () => {
    const identity = person(['first']);
    await opened(identity);
    fake.listeners.get('session_changed')!();
    expect(identity.changed).toHaveBeenCalledOnce();
  });

  it('does nothing more once it is closed', async () => {
    vi.useFakeTimers();
    const { feed } = await opened(person(['first']));
    fake.listeners.get('disconnect')!('io server disconnect');
    feed.close();
    vi.advanceTimersByTime(60_000);
    expect(fake.connects).toBe(0);
    vi.useRealTimers();
  });
});
