import { http, HttpResponse } from 'msw';
import { describe, expect, it, vi } from 'vitest';
import { organisationApi } from '@/features/organisation/organisation-api';
import { failureOfAnswer } from '@/store/request-failure';
import type { SessionParts } from '@/store/session/session-flow';
import { browserMark } from '@/store/session/session-mark';
import {
  sessionNeeded,
  sessionStarted,
  signedIn,
  signedOutHere,
} from '@/store/session/session-middleware';
import { createStore } from '@/store/store';
import { organisation } from '../support/samples';
import { ORIGIN, server } from '../support/server';
import { accessToken, fakeBrowser, memoryMark, noRealtime, sessionParts } from '../support/session';

/** A page that shows nothing of anybody, as /login. */
function open(parts: Partial<SessionParts>) {
  const store = createStore({ session: sessionParts(parts), realtime: noRealtime });
  store.dispatch(sessionStarted());
  return { store, state: () => store.getState().session };
}

describe('a page for everybody', () => {
  const nobody = () => vi.fn(() => Promise.resolve({ failure: failureOfAnswer(401, undefined) }));
  const somebody = () => vi.fn(() => Promise.resolve({ answer: accessToken('token-1') }));

  it('asks for no session where there was none', async () => {
    const refresh = nobody();
    const { state } = open({ refresh, mark: memoryMark(false) });
    await new Promise((done) => setTimeout(done, 20));
    expect(refresh).not.toHaveBeenCalled();
    expect(state().status).toBe('unknown');
  });

  it('finds the session that there is', async () => {
    const { state } = open({ mark: memoryMark(true) });
    await vi.waitFor(() => expect(state().status).toBe('signed_in'));
  });

  it('asks in vain once, and not again after a reload', async () => {
    const mark = memoryMark(true);
    const refresh = nobody();
    const { state } = open({ refresh, mark });
    await vi.waitFor(() => expect(state().status).toBe('signed_out'));
    open({ refresh, mark });
    await new Promise((done) => setTimeout(done, 20));
    expect(refresh).toHaveBeenCalledOnce();
  });

  it('leads to one of the product, which finds a session that nothing told of', async () => {
    const mark = memoryMark(false);
    const refresh = somebody();
    const { store, state } = open({ refresh, mark });
    store.dispatch(sessionNeeded());
    store.dispatch(sessionNeeded());
    await vi.waitFor(() => expect(state().status).toBe('signed_in'));
    expect(refresh).toHaveBeenCalledOnce();
    expect(mark.found()).toBe(true);
  });

  it('asks when a request is somebody’s own', async () => {
    server.use(http.get(`${ORIGIN}/api/organisation`, () => HttpResponse.json(organisation)));
    const { store } = open({ mark: memoryMark(false) });
    const answer = await store.dispatch(organisationApi.endpoints.getOrganisation.initiate());
    expect(answer).toMatchObject({ data: organisation });
  });

  it('takes a sign-in for an answer: no token is fetched besides', async () => {
    const refresh = somebody();
    const { store, state } = open({ refresh, mark: memoryMark(false) });
    store.dispatch(signedIn(accessToken('of-the-form')));
    store.dispatch(sessionNeeded());
    await vi.waitFor(() => expect(state().status).toBe('signed_in'));
    expect(refresh).not.toHaveBeenCalled();
  });

  it('is asked for by the page before the store is started', async () => {
    const refresh = somebody();
    const parts = sessionParts({ refresh, mark: memoryMark(false) });
    const store = createStore({ session: parts, realtime: noRealtime });
    store.dispatch(sessionNeeded());
    store.dispatch(sessionStarted());
    await vi.waitFor(() => expect(store.getState().session.status).toBe('signed_in'));
    expect(refresh).toHaveBeenCalledOnce();
  });
});

describe('two tabs', () => {
  it('sign in together, also where none of them had asked', async () => {
    const browser = fakeBrowser();
    const mark = memoryMark(false);
    const one = open({ tabs: browser.tab(), mark });
    const other = open({ tabs: browser.tab(), mark });
    one.store.dispatch(signedIn(accessToken('of-ana')));
    await vi.waitFor(() => expect(other.state().status).toBe('signed_in'));
    other.store.dispatch(signedOutHere());
    expect(one.state()).toMatchObject({ status: 'signed_out', departure: 'left' });
    expect(mark.found()).toBe(false);
  });

  it('that waits at a login page knows that the session is over which the other ended', async () => {
    const browser = fakeBrowser();
    const refresh = vi.fn(() => Promise.resolve({ answer: accessToken('token-1') }));
    const waiting = open({ tabs: browser.tab(), refresh, mark: memoryMark(false) });
    browser.tab().tell({ kind: 'signed_out' });
    waiting.store.dispatch(sessionNeeded());
    expect(waiting.state().status).toBe('signed_out');
    expect(refresh).not.toHaveBeenCalled();
  });
});

describe('the mark of the browser', () => {
  it('is of all tabs, and holds nothing of the session', () => {
    browserMark.set();
    expect(browserMark.found()).toBe(true);
    expect({ ...localStorage }).toEqual({ 'cashbeat.signed-in': '1' });
    browserMark.clear();
    expect(browserMark.found()).toBe(false);
  });

  it('is taken to be there where the browser does not let us look', () => {
    vi.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
      throw new DOMException('Denied', 'SecurityError');
    });
    expect(browserMark.found()).toBe(true);
  });
});
