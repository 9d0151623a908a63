import { http, HttpResponse } from 'msw';
import { describe, expect, it, vi } from 'vitest';
import { organisationApi } from '@/features/organisation/organisation-api';
import { eventsReceived } from '@/store/live/live-slice';
import { failureOfAnswer, failureOfSilence } from '@/store/request-failure';
import type { SessionParts } from '@/store/session/session-flow';
import {
  invitationAccepted,
  organisationEntered,
  sessionRetried,
  sessionStarted,
  signedIn,
  signedOutHere,
} from '@/store/session/session-middleware';
import { createStore } from '@/store/store';
import { organisation, paymentEvent } from '../support/samples';
import { ORIGIN, server } from '../support/server';
import {
  accessToken,
  acme,
  ben,
  bolt,
  fakeBrowser,
  memoryChoice,
  noRealtime,
  session,
  sessionParts,
} from '../support/session';

function open(parts: Partial<SessionParts> = {}) {
  const store = createStore({ session: sessionParts(parts), realtime: noRealtime });
  store.dispatch(sessionStarted());
  const ask = () =>
    store.dispatch(
      organisationApi.endpoints.getOrganisation.initiate(undefined, { forceRefetch: true }),
    );
  return { store, ask, state: () => store.getState().session };
}

const problem = (status: number, code: string) =>
  HttpResponse.json({ status, code, title: code, detail: code, errors: [] }, { status });

/** The organisation's endpoint: answers whoever shows a good token, and notes what it was shown. */
function guarded(good: (token: string | null) => boolean) {
  const seen: Record<string, string | null>[] = [];
  server.use(
    http.get(`${ORIGIN}/api/organisation`, ({ request: { headers } }) => {
      const token = headers.get('authorization');
      seen.push({ token, tenant: headers.get('x-tenant-id') });
      return good(token) ? HttpResponse.json(organisation) : problem(401, 'token_expired');
    }),
  );
  return seen;
}

describe('requests', () => {
  it('wait until it is known who asks, and say so', async () => {
    const seen = guarded(() => true);
    const { ask } = open();
    expect(await ask()).toMatchObject({ data: organisation });
    expect(seen).toEqual([{ token: 'Bearer token-1', tenant: 'demo' }]);
  });

  it('whose token expired share one refresh and are asked once more', async () => {
    const seen = guarded((token) => token === 'Bearer token-2');
    let refreshed = 0;
    const { store, ask } = open({
      refresh: () => {
        refreshed += 1;
        return Promise.resolve({ answer: accessToken(`token-${refreshed}`) });
      },
    });
    server.use(
      http.get(`${ORIGIN}/api/status`, ({ request: { headers } }) =>
        headers.get('authorization') === 'Bearer token-2'
          ? HttpResponse.json({ status: 'ok' })
          : problem(401, 'token_expired'),
      ),
    );
    const both = await Promise.all([
      ask(),
      store.dispatch(organisationApi.endpoints.getSystemStatus.initiate()),
    ]);
    expect(both.map(({ isSuccess }) => isSuccess)).toEqual([true, true]);
    expect(refreshed).toBe(2);
    expect(seen).toHaveLength(2);
  });

  it('are not asked a third time', async () => {
    const seen = guarded(() => false);
    let refreshed = 0;
    const { ask } = open({
      refresh: () => {
        refreshed += 1;
        return Promise.resolve({ answer: accessToken(`token-${refreshed}`) });
      },
    });
    expect((await ask()).error).toMatchObject({ status: 401, code: 'token_expired' });
    expect(seen).toHaveLength(2);
  });

  it('are told that the server is away, not that nobody is signed in, when the refresh fails', async () => {
    guarded(() => false);
    const answers = [{ answer: accessToken('token-1') }, { failure: failureOfSilence(false) }];
    const { ask, state } = open({ refresh: () => Promise.resolve(answers.shift()!) });
    await vi.waitFor(() => expect(state().status).toBe('signed_in'));
    answers.push(...Array.from({ length: 5 }, () => ({ failure: failureOfSilence(false) })));
    expect((await ask()).error).toMatchObject({ status: 0, code: 'unreachable' });
    expect(state().status).toBe('signed_in');
  });
});

describe('the first visit', () => {
  it('knows nobody, and sends nothing in anybody’s name', async () => {
    const refresh = () => Promise.resolve({ failure: failureOfAnswer(401, undefined) });
    const { state, ask } = open({ refresh });
    expect((await ask()).isSuccess).toBe(false);
    expect(state()).toMatchObject({ status: 'signed_out', departure: 'none' });
  });

  it('goes on trying while the server is away; nobody is sent to a login page', async () => {
    const answers = [{ failure: failureOfAnswer(503, undefined, 'req_9') }];
    const refresh = vi.fn(() =>
      Promise.resolve(answers.shift() ?? { answer: accessToken('token-1') }),
    );
    const { store, state } = open({ refresh });
    await vi.waitFor(() => expect(state().failure).toMatchObject({ requestId: 'req_9' }));
    expect(state().status).toBe('starting');
    store.dispatch(sessionRetried());
    await vi.waitFor(() => expect(state()).toMatchObject({ status: 'signed_in', failure: null }));
  });
});

describe('the organisation', () => {
  it('that this tab chose is asked for, and one that is foreign is forgotten', async () => {
    const choice = memoryChoice('of-somebody-else');
    const asked: (string | undefined)[] = [];
    const { state } = open({
      choice,
      load: (headers) => {
        asked.push(headers['x-tenant-id']);
        return Promise.resolve(
          headers['x-tenant-id'] === 'of-somebody-else'
            ? { failure: { ...failureOfAnswer(404, undefined), code: 'tenant_not_found' } }
            : { session: session() },
        );
      },
    });
    await vi.waitFor(() => expect(state().status).toBe('signed_in'));
    expect(asked).toEqual(['of-somebody-else', undefined]);
    expect(choice.get()).toBeNull();
  });

  it('that somebody joined by an invitation is this tab’s; at the address of another, that one is', async () => {
    const choice = memoryChoice();
    const asked: (string | undefined)[] = [];
    const { store, state } = open({
      choice,
      load: (headers) => {
        asked.push(headers['x-tenant-id']);
        // As at acme.example.com: every other organisation is refused.
        return Promise.resolve(
          headers['x-tenant-id'] === 'bolt'
            ? { failure: { ...failureOfAnswer(404, undefined), code: 'tenant_not_found' } }
            : { session: session() },
        );
      },
    });
    await vi.waitFor(() => expect(state().status).toBe('signed_in'));
    const before = state().session;
    store.dispatch(invitationAccepted(accessToken('joined', { tenant: bolt })));
    await vi.waitFor(() => expect(state().session).not.toBe(before));
    expect(asked).toEqual([undefined, 'bolt', undefined]);
    expect(state()).toMatchObject({ status: 'signed_in', session: { tenant: acme } });
    expect(choice.get()).toBeNull();
  });

  it('is switched with everything that was fetched', async () => {
    const seen = guarded(() => true);
    const choice = memoryChoice();
    const { store, ask, state } = open({ choice });
    await ask();
    store.dispatch(eventsReceived([paymentEvent(1)]));
    const before = state().generation;
    store.dispatch(organisationEntered(session({ tenant: bolt, permissions: [] })));
    expect(store.getState().live.events).toEqual([]);
    expect(
      organisationApi.endpoints.getOrganisation.select()(store.getState()).data,
    ).toBeUndefined();
    expect(state().generation).toBe(before + 1);
    expect(choice.get()).toBe('bolt');
    await ask();
    expect(seen.at(-1)).toMatchObject({ tenant: 'bolt' });
  });
});

describe('two tabs', () => {
  it('sign out together, and neither warns of it', async () => {
    const browser = fakeBrowser();
    const one = open({ tabs: browser.tab() });
    const other = open({ tabs: browser.tab() });
    await vi.waitFor(() => expect(other.state().status).toBe('signed_in'));
    await vi.waitFor(() => expect(one.state().status).toBe('signed_in'));
    one.store.dispatch(signedOutHere());
    expect(one.state()).toMatchObject({ status: 'signed_out', departure: 'left' });
    expect(other.state()).toMatchObject({ status: 'signed_out', departure: 'left' });
    expect((await other.ask()).error).toMatchObject({ status: 401 });
  });

  it('show somebody else nothing of the person before', async () => {
    const browser = fakeBrowser();
    const nobody = () => Promise.resolve({ failure: failureOfAnswer(401, undefined) });
    const one = open({ tabs: browser.tab(), refresh: nobody });
    const other = open({
      tabs: browser.tab(),
      load: ({ authorization }) =>
        Promise.resolve({
          session:
            authorization === 'Bearer of-ben' ? session({ user: ben, tenant: bolt }) : session(),
        }),
    });
    guarded(() => true);
    await other.ask();
    await vi.waitFor(() => expect(other.state().session?.tenant).toEqual(acme));
    one.store.dispatch(signedIn(accessToken('of-ben', { user: ben })));
    await vi.waitFor(() => expect(other.state().session?.user).toEqual(ben));
    const { data } = organisationApi.endpoints.getOrganisation.select()(other.store.getState());
    expect(data).toBeUndefined();
  });
});
