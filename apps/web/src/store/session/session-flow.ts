import type { AccessToken, Session } from '@cashbeat/shared-types';
import type { UnknownAction } from '@reduxjs/toolkit';
import { api } from '../api';
import { pause } from '../base-query';
import type { RequestFailure } from '../request-failure';
import { bearer, type Identity, isUnauthenticated, tokenOf } from './identity';
import type { SessionMark } from './session-mark';
import {
  organisationLeft,
  sessionAsked,
  sessionLoaded,
  sessionUnreachable,
  signedOut,
} from './session-slice';
import type { Tabs } from './tabs';
import type { TenantChoice } from './tenant-choice';
import { type RefreshAnswer, type Renewal, TokenKeeper } from './token-keeper';

export type SessionAnswer = { session: Session } | { failure: RequestFailure };

export interface SessionParts {
  tabs: Tabs;
  choice: TenantChoice;
  mark: SessionMark;
  refresh(): Promise<RefreshAnswer>;
  load(headers: Record<string, string>, signal: AbortSignal): Promise<SessionAnswer>;
  now(): number;
}

const RETRY_DELAYS = [500, 1_000, 2_000, 5_000, 10_000];
/** Refusals come in crowds; the session is asked for once. */
const RELOAD_INTERVAL = 5_000;

/** Finds out who is signed in and for which organisation, and keeps that true. */
export class SessionFlow implements Identity {
  private readonly keeper: TokenKeeper;
  private state: 'starting' | 'in' | 'out' = 'starting';
  private session: Session | null = null;
  private loads = 0;
  private lastReload = Number.NEGATIVE_INFINITY;
  private started: AbortController | null = null;
  private needed = false;
  private asked = false;
  private woken = new AbortController();
  private waiting: (() => void)[] = [];
  private dispatch: (action: UnknownAction) => unknown = () => undefined;

  constructor(private readonly parts: SessionParts) {
    this.keeper = new TokenKeeper(
      parts.refresh,
      parts.tabs,
      { received: (answer) => this.received(answer), over: (byPerson) => this.over(byPerson) },
      parts.now,
    );
  }

  attach(dispatch: (action: UnknownAction) => unknown): void {
    this.dispatch = dispatch;
  }

  start(): void {
    if (this.started) return;
    const { signal } = (this.started = new AbortController());
    this.keeper.start();
    const wake = () => !document.hidden && this.wake();
    document.addEventListener('visibilitychange', wake, { signal });
    for (const event of ['online', 'focus', 'pageshow']) {
      window.addEventListener(event, wake, { signal });
    }
    if (this.needed || this.parts.mark.found()) this.ask();
  }

  stop(): void {
    this.started?.abort();
    this.started = null;
    this.asked = false;
    this.loads += 1;
    this.keeper.stop();
  }

  /** Something that belongs to somebody is to be shown: who is signed in has to be known. */
  need(): void {
    this.needed = true;
    this.ask();
  }

  signIn(answer: AccessToken): void {
    this.keeper.signIn(answer);
  }

  /** Somebody accepted an invitation: this tab is of the organisation that they joined. */
  join(answer: AccessToken): void {
    if (answer.tenant) this.parts.choice.set(answer.tenant.id);
    // Requests wait: until the API confirmed the choice they would ask for the one before.
    this.state = 'starting';
    this.keeper.signIn(answer);
  }

  signOut(): void {
    this.parts.choice.clear();
    this.keeper.signOut();
  }

  /** The person chose an organisation; the API said what that allows. */
  enter(session: Session): void {
    this.loads += 1;
    if (session.tenant) this.parts.choice.set(session.tenant.id);
    this.show(session);
  }

  /** Something about the person, the organisation or the role changed. */
  reload(): void {
    if (this.state === 'in') void this.load();
  }

  /** Tries now instead of after the pause. */
  wake(): void {
    this.woken.abort();
    this.woken = new AbortController();
    this.keeper.wake();
  }

  async headers(signal: AbortSignal): Promise<Record<string, string> | null> {
    if (this.state === 'starting') this.need();
    while (this.state === 'starting' && !signal.aborted) await this.turn(signal);
    const token = this.state === 'in' ? await this.keeper.fresh() : null;
    return token === null ? null : bearer(token, this.session?.tenant?.id ?? null);
  }

  renewed(headers: Record<string, string>): Promise<Renewal> {
    return this.keeper.renew(tokenOf(headers));
  }

  changed(): void {
    this.reload();
  }

  refused(code: string): void {
    if (code !== 'tenant_not_found' && code !== 'permission_denied') return;
    if (this.parts.now() - this.lastReload < RELOAD_INTERVAL) return;
    this.lastReload = this.parts.now();
    this.reload();
  }

  /** Asks once who is signed in, as soon as it is started. */
  private ask(): void {
    if (!this.started || this.asked || this.state !== 'starting') return;
    this.asked = true;
    void this.begin(this.started.signal);
  }

  private async begin(signal: AbortSignal): Promise<void> {
    this.dispatch(sessionAsked());
    for (let attempt = 0; !signal.aborted && this.state === 'starting'; attempt += 1) {
      const renewal = await this.keeper.renew();
      if (renewal.kind !== 'failed' || signal.aborted) return;
      this.dispatch(sessionUnreachable(renewal.failure));
      await this.rest(attempt);
    }
  }

  /** A token arrived: of somebody new, or the next one of the same person. */
  private received(answer: AccessToken): void {
    this.asked = true;
    this.parts.mark.set();
    if (this.state !== 'in' || this.session?.user?.id !== answer.user.id) {
      this.state = 'starting';
      this.dispatch(sessionAsked());
    }
    void this.load();
  }

  private over(byPerson: boolean): void {
    this.parts.mark.clear();
    const departure = this.state === 'in' ? (byPerson ? 'left' : 'ended') : 'none';
    if (this.state === 'out') return;
    this.loads += 1;
    this.state = 'out';
    this.session = null;
    this.dispatch(organisationLeft());
    this.dispatch(api.util.resetApiState());
    this.dispatch(signedOut({ departure }));
    this.release();
  }

  private async load(): Promise<void> {
    this.loads += 1;
    const run = this.loads;
    const signal = this.started?.signal ?? new AbortController().signal;
    let wanted = this.parts.choice.get() ?? this.ownTenant();
    for (let attempt = 0; run === this.loads && !signal.aborted; attempt += 1) {
      const token = await this.keeper.fresh();
      if (token === null || run !== this.loads) return;
      const outcome = await this.parts.load(bearer(token, wanted), signal);
      if (run !== this.loads || signal.aborted) return;
      if ('session' in outcome) {
        this.show(outcome.session);
        return;
      }
      const { failure } = outcome;
      if (failure.code === 'tenant_not_found' && wanted !== null) {
        // Not a member any more, or an organisation of somebody who was here before.
        this.parts.choice.clear();
        wanted = null;
        continue;
      }
      if (isUnauthenticated(failure) && (await this.keeper.renew(token)).kind === 'over') return;
      // What is shown stays; the next refusal or refresh asks again.
      if (run !== this.loads || this.state === 'in') return;
      if (attempt > 0 || !isUnauthenticated(failure)) this.dispatch(sessionUnreachable(failure));
      await this.rest(attempt);
    }
  }

  /** The organisation of the person who is still the same. */
  private ownTenant(): string | null {
    const same = this.session?.user?.id === this.keeper.userId;
    return same ? (this.session?.tenant?.id ?? null) : null;
  }

  private show(session: Session): void {
    const before = this.session;
    if (
      before &&
      (before.user?.id !== session.user?.id || before.tenant?.id !== session.tenant?.id)
    ) {
      this.dispatch(organisationLeft());
      this.dispatch(api.util.resetApiState());
    }
    this.session = session;
    this.state = 'in';
    this.dispatch(sessionLoaded(session));
    this.release();
  }

  private rest(attempt: number): Promise<void> {
    const delay = RETRY_DELAYS[Math.min(attempt, RETRY_DELAYS.length - 1)]!;
    return pause(delay, this.woken.signal);
  }

  private turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  }

  private release(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}
