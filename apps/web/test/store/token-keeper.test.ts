import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { failureOfAnswer, failureOfSilence } from '@/store/request-failure';
import { type RefreshAnswer, TokenKeeper } from '@/store/session/token-keeper';
import { accessToken, ben, fakeBrowser } from '../support/session';

const MINUTE = 60_000;

const failed = (status: number): RefreshAnswer => ({
  failure: failureOfAnswer(status, undefined, 'req_1'),
});

/** The API: each refresh gives the next token, a while later. */
function fakeApi() {
  const api = {
    asked: 0,
    answer: undefined as RefreshAnswer | undefined,
    async refresh(): Promise<RefreshAnswer> {
      api.asked += 1;
      const number = api.asked;
      await new Promise((done) => setTimeout(done, 20));
      return api.answer ?? { answer: accessToken(`token-${number}`) };
    },
  };
  return api;
}

function tabOf(browser: ReturnType<typeof fakeBrowser>, api: ReturnType<typeof fakeApi>) {
  const events = { received: vi.fn(), over: vi.fn() };
  const keeper = new TokenKeeper(() => api.refresh(), browser.tab(), events);
  keeper.start();
  return { keeper, ...events };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const settle = () => vi.advanceTimersByTimeAsync(200);

describe('the token of a tab', () => {
  it('is asked for once, however many want it', async () => {
    const api = fakeApi();
    const { keeper } = tabOf(fakeBrowser(), api);
    const asked = Promise.all([keeper.renew(), keeper.renew(), keeper.renew()]);
    await settle();
    expect(await asked).toEqual([{ kind: 'renewed' }, { kind: 'renewed' }, { kind: 'renewed' }]);
    expect(api.asked).toBe(1);
    expect(keeper.token).toBe('token-1');
  });

  it('is not asked for again by a request that was refused with the one before', async () => {
    const api = fakeApi();
    const { keeper } = tabOf(fakeBrowser(), api);
    void keeper.renew();
    await settle();
    expect(await keeper.renew('an older token')).toEqual({ kind: 'renewed' });
    expect(api.asked).toBe(1);
  });

  it('is renewed a minute before its end, all day long', async () => {
    const api = fakeApi();
    const { keeper, over } = tabOf(fakeBrowser(), api);
    void keeper.renew();
    await settle();
    await vi.advanceTimersByTimeAsync(9 * MINUTE);
    expect(api.asked).toBe(2);
    await vi.advanceTimersByTimeAsync(8 * 60 * MINUTE);
    expect(api.asked).toBeGreaterThan(50);
    expect(over).not.toHaveBeenCalled();
  });

  it('is renewed on waking from a sleep that no timer outlived', async () => {
    const api = fakeApi();
    const { keeper } = tabOf(fakeBrowser(), api);
    void keeper.renew();
    await settle();
    vi.setSystemTime(Date.now() + 60 * MINUTE);
    keeper.wake();
    await settle();
    expect(keeper.token).toBe('token-2');
  });

  it.each([0, 429, 500, 502, 503])(
    'outlives a refresh that fails with %d, and is tried again',
    async (status) => {
      const api = fakeApi();
      const { keeper, over } = tabOf(fakeBrowser(), api);
      void keeper.renew();
      await settle();
      api.answer = status === 0 ? { failure: failureOfSilence(false) } : failed(status);
      await vi.advanceTimersByTimeAsync(30 * MINUTE);
      expect(over).not.toHaveBeenCalled();
      expect(keeper.token).toBe('token-1');
      api.answer = { answer: accessToken('token-after') };
      await vi.advanceTimersByTimeAsync(MINUTE);
      expect(keeper.token).toBe('token-after');
    },
  );

  it('ends with the word of the API, and not before', async () => {
    const api = fakeApi();
    const { keeper, over } = tabOf(fakeBrowser(), api);
    void keeper.renew();
    await settle();
    api.answer = failed(401);
    const renewal = keeper.renew();
    await settle();
    expect(await renewal).toEqual({ kind: 'over' });
    expect(over).toHaveBeenCalledWith(false);
    expect(keeper.token).toBeNull();
  });

  it('does not come back by an answer from before the person signed out', async () => {
    const api = fakeApi();
    const { keeper } = tabOf(fakeBrowser(), api);
    void keeper.renew();
    await settle();
    const renewal = keeper.renew();
    await vi.advanceTimersByTimeAsync(5);
    keeper.signOut();
    await settle();
    expect(await renewal).toEqual({ kind: 'over' });
    expect(keeper.token).toBeNull();
  });
});

describe('two tabs of a browser', () => {
  function twoTabs() {
    const browser = fakeBrowser();
    const api = fakeApi();
    return { browser, api, one: tabOf(browser, api), other: tabOf(browser, api) };
  }

  it('never refresh at the same time, and share what one of them got', async () => {
    const { browser, api, one, other } = twoTabs();
    void one.keeper.renew();
    void other.keeper.renew();
    await settle();
    expect(api.asked).toBe(1);
    expect(browser.most).toBe(1);
    expect([one.keeper.token, other.keeper.token]).toEqual(['token-1', 'token-1']);
  });

  it('need one refresh between them for a whole day', async () => {
    const { browser, api, one, other } = twoTabs();
    void one.keeper.renew();
    await settle();
    expect(other.keeper.token).toBe('token-1');
    await vi.advanceTimersByTimeAsync(90 * MINUTE);
    expect(api.asked).toBe(11);
    expect(browser.most).toBe(1);
    expect(other.keeper.token).toBe(one.keeper.token);
  });

  it('sign out together, by the will of the person in both', async () => {
    const { one, other } = twoTabs();
    void one.keeper.renew();
    await settle();
    one.keeper.signOut();
    expect(other.keeper.token).toBeNull();
    expect(one.over).toHaveBeenCalledWith(true);
    expect(other.over).toHaveBeenCalledWith(true);
  });

  it('sign in together, also as somebody else', async () => {
    const { one, other } = twoTabs();
    one.keeper.signIn(accessToken('of-ana'));
    expect(other.keeper.token).toBe('of-ana');
    other.keeper.signIn(accessToken('of-ben', { user: ben }));
    expect(one.keeper).toMatchObject({ token: 'of-ben', userId: 'usr_ben' });
  });

  it('keep what one handed over while the other was told that nobody is signed in', async () => {
    const { api, one, other } = twoTabs();
    api.answer = failed(401);
    const asked = other.keeper.renew();
    await vi.advanceTimersByTimeAsync(10);
    one.keeper.signIn(accessToken('of-ana'));
    await settle();
    expect(await asked).toEqual({ kind: 'renewed' });
    expect(other.keeper.token).toBe('of-ana');
    expect(other.over).not.toHaveBeenCalled();
    expect(one.over).not.toHaveBeenCalled();
  });

  it('ask for themselves whether a session is over that ended for the other', async () => {
    const { api, one, other } = twoTabs();
    void one.keeper.renew();
    await settle();
    api.answer = failed(401);
    void one.keeper.renew();
    await settle();
    expect(other.over).toHaveBeenCalledWith(false);
    expect(api.asked).toBe(3);
  });
});
