import type { AccessToken } from '@cashbeat/shared-types';
import type { RequestFailure } from '../request-failure';
import type { TabMessage, Tabs } from './tabs';

/** Refreshed this long before its end, so that no request meets an expired one. */
const LEAD = 60_000;
/** With less left, a request waits for the next token. */
const TOO_LATE = 5_000;
/** How long the other tabs get to hear of a new token before one of them may refresh. */
const HANDOVER = 50;
const RETRY_DELAYS = [1_000, 2_000, 5_000, 10_000, 30_000];

export type RefreshAnswer = { answer: AccessToken } | { failure: RequestFailure };

/** What asking for a token came to. Only the API's own word ends a session. */
export type Renewal =
  { kind: 'renewed' } | { kind: 'over' } | { kind: 'failed'; failure: RequestFailure };

export interface KeeperEvents {
  /** A token of somebody; `fromHere` is false when another tab handed it over. */
  received(answer: AccessToken): void;
  /** Nobody is signed in any more; `byPerson` when they signed out, in whichever tab. */
  over(byPerson: boolean): void;
}

interface Held {
  value: string;
  userId: string;
  renewAt: number;
  expiresAt: number;
}

/**
 * Keeps the access token: in memory and nowhere else, fresh without anybody noticing, one for all
 * tabs. Requests share one refresh; tabs take turns by a lock and hand each other what they got.
 */
export class TokenKeeper {
  private held: Held | null = null;
  private running: Promise<Renewal> | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private attempts = 0;
  /** Counts sign-ins and sign-outs: an answer from before one of them is nobody's. */
  private epoch = 0;
  private stopListening: () => void = () => undefined;

  constructor(
    private readonly refresh: () => Promise<RefreshAnswer>,
    private readonly tabs: Tabs,
    private readonly events: KeeperEvents,
    private readonly now: () => number = Date.now,
  ) {}

  start(): void {
    this.stopListening = this.tabs.listen((message) => this.hear(message));
  }

  stop(): void {
    this.stopListening();
    clearTimeout(this.timer);
  }

  get token(): string | null {
    return this.held?.value ?? null;
  }

  get userId(): string | null {
    return this.held?.userId ?? null;
  }

  /** The token, or the next one when it is about to end; null when there is none to be had. */
  async fresh(): Promise<string | null> {
    if (this.held && this.held.expiresAt - this.now() < TOO_LATE) await this.renew();
    return this.token;
  }

  /** Gets another token unless `stale` is no longer the one that is held. */
  renew(stale = this.token): Promise<Renewal> {
    if (this.held && this.held.value !== stale) return Promise.resolve({ kind: 'renewed' });
    this.running ??= this.renewInTurn().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  /** The page is looked at again, or the network is back: timers may have slept. */
  wake(): void {
    if (this.held && this.now() >= this.held.renewAt) void this.renew();
  }

  /** Somebody signed in here. */
  signIn(answer: AccessToken): void {
    this.epoch += 1;
    this.accept(answer, this.now() + answer.expiresIn * 1_000);
    this.hand(answer);
  }

  /** The person signed out here. */
  signOut(): void {
    this.tabs.tell({ kind: 'signed_out' });
    this.forget(true);
  }

  private async renewInTurn(): Promise<Renewal> {
    const { epoch } = this;
    const before = this.token;
    return new Promise((resolve, reject) => {
      this.tabs
        .exclusively(async () => {
          if (this.epoch !== epoch || this.token !== before) {
            // Meanwhile another tab did, or somebody signed in or out.
            resolve(this.held ? { kind: 'renewed' } : { kind: 'over' });
            return;
          }
          const told = this.settle(await this.refresh(), epoch, before);
          resolve(told);
          if (told.kind === 'renewed') await new Promise((done) => setTimeout(done, HANDOVER));
        })
        .catch(reject);
    });
  }

  private settle(outcome: RefreshAnswer, epoch: number, before: string | null): Renewal {
    if (this.epoch !== epoch) return this.held ? { kind: 'renewed' } : { kind: 'over' };
    if ('answer' in outcome) {
      this.accept(outcome.answer, this.now() + outcome.answer.expiresIn * 1_000);
      this.hand(outcome.answer);
      return { kind: 'renewed' };
    }
    if (outcome.failure.status === 401) {
      // Asked without a cookie, while somebody signed in in another tab, which handed its token over.
      if (this.held && this.token !== before) return { kind: 'renewed' };
      if (this.held) this.tabs.tell({ kind: 'ended' });
      this.forget(false);
      return { kind: 'over' };
    }
    const delay = RETRY_DELAYS[Math.min(this.attempts, RETRY_DELAYS.length - 1)]!;
    this.attempts += 1;
    if (this.held) this.plan(this.now() + delay);
    return { kind: 'failed', failure: outcome.failure };
  }

  private hear(message: TabMessage): void {
    if (message.kind === 'token') {
      if (message.expiresAt > this.now()) this.accept(message.answer, message.expiresAt);
    } else if (message.kind === 'signed_out') this.forget(true);
    else if (this.held) void this.renew();
  }

  private accept(answer: AccessToken, expiresAt: number): void {
    if (this.held && this.held.userId !== answer.user.id) this.epoch += 1;
    const left = expiresAt - this.now();
    this.held = {
      value: answer.accessToken,
      userId: answer.user.id,
      expiresAt,
      renewAt: this.now() + Math.max(left - LEAD, left / 2),
    };
    this.attempts = 0;
    this.plan(this.held.renewAt);
    this.events.received(answer);
  }

  private hand(answer: AccessToken): void {
    if (this.held) this.tabs.tell({ kind: 'token', answer, expiresAt: this.held.expiresAt });
  }

  private forget(byPerson: boolean): void {
    this.epoch += 1;
    this.held = null;
    clearTimeout(this.timer);
    this.events.over(byPerson);
  }

  private plan(at: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.renew(), Math.max(0, at - this.now()));
  }
}
