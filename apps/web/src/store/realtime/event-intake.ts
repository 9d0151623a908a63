import type { SequencedEvent } from '@cashbeat/shared-types';
import type { EventPart, EventSource } from './event-source';
import { admit } from './sequence';

/** Events of the first page, and of the page that replaces a hole too large to fill. */
export const NEWEST_PAGE = 100;
/** A hole larger than this is not filled event by event: the newest page replaces the feed. */
export const LARGEST_HOLE = 1_000;
const CATCH_UP_PAGE = 200;
const RETRY_DELAYS = [500, 1_000, 2_000, 5_000];

export interface IntakeOutput {
  /** Next in line, ascending. */
  events(events: SequencedEvent[]): void;
  /** The feed begins anew with this page. */
  reloaded(events: SequencedEvent[], latestSeq: number, oldestSeq: number): void;
  catchUpStarted(): void;
  catchUpFinished(): void;
  catchUpFailed(error: unknown): void;
}

export interface IntakeSources {
  rest: EventSource;
  /** The socket's `resume`; undefined while there is no connection. */
  resume(afterSeq: number): Promise<EventPart> | undefined;
}

/**
 * Turns what arrives in any order, twice or with holes into each event once and in order.
 *
 * It alone knows the last sequence number. A hole starts one catch-up; what arrives meanwhile waits.
 */
export class EventIntake {
  private lastSeq: number | null = null;
  private waiting: SequencedEvent[] = [];
  private running: AbortController | null = null;
  private targetSeq = 0;
  private endPause: (() => void) | null = null;
  private stopped = false;

  constructor(
    private readonly sources: IntakeSources,
    private readonly output: IntakeOutput,
  ) {}

  /** Events from the socket. */
  receive(events: readonly SequencedEvent[]): void {
    if (this.stopped) return;
    if (this.running || this.lastSeq === null) {
      this.keep(events);
      return;
    }
    this.accept(events);
    if (this.waiting.length > 0) void this.catchUp();
  }

  /** The server says where the sequence stands: at the start of a connection, or after it left events out. */
  announce(latestSeq: number): void {
    if (this.lastSeq !== null && latestSeq < this.lastSeq) this.forget();
    this.targetSeq = Math.max(this.targetSeq, latestSeq);
    if (this.lastSeq === null || latestSeq > this.lastSeq) this.look();
  }

  /** Asks for anything newer; at once, also while a failed attempt waits for its next. */
  look(): void {
    if (this.stopped) return;
    this.endPause?.();
    void this.catchUp();
  }

  stop(): void {
    this.stopped = true;
    this.abandon();
  }

  private abandon(): void {
    this.running?.abort();
    this.endPause?.();
    this.running = null;
    this.waiting = [];
  }

  /** The sequence began anew (the data was replaced): nothing we know is in it. */
  private forget(): void {
    this.abandon();
    this.lastSeq = null;
    this.targetSeq = 0;
  }

  private accept(events: readonly SequencedEvent[]): void {
    const { admitted, beyondGap } = admit(this.lastSeq ?? 0, events);
    const last = admitted.at(-1);
    if (last) {
      this.lastSeq = last.seq;
      this.output.events(admitted);
    }
    this.keep(beyondGap);
  }

  private keep(events: readonly SequencedEvent[]): void {
    if (events.length === 0) return;
    this.waiting = [...this.waiting, ...events].slice(-LARGEST_HOLE);
    this.targetSeq = Math.max(this.targetSeq, ...events.map((event) => event.seq));
  }

  private async catchUp(): Promise<void> {
    if (this.running) return;
    const controller = new AbortController();
    this.running = controller;
    this.output.catchUpStarted();
    for (let attempt = 0; !controller.signal.aborted; attempt += 1) {
      try {
        await this.fill(controller.signal);
        if (controller.signal.aborted) return;
        this.running = null;
        this.output.catchUpFinished();
        return;
      } catch (error) {
        if (controller.signal.aborted) return;
        this.output.catchUpFailed(error);
        await this.pause(RETRY_DELAYS[Math.min(attempt, RETRY_DELAYS.length - 1)]!);
        if (!controller.signal.aborted) this.output.catchUpStarted();
      }
    }
  }

  private async fill(signal: AbortSignal): Promise<void> {
    for (;;) {
      if (this.lastSeq === null || this.targetSeq - this.lastSeq > LARGEST_HOLE) {
        await this.reload(signal);
      } else {
        await this.resume(this.lastSeq, signal);
      }
      if (signal.aborted) return;
      this.acceptWaiting();
      if (this.lastSeq !== null && this.lastSeq >= this.targetSeq) return;
    }
  }

  private async reload(signal: AbortSignal): Promise<void> {
    const page = await this.sources.rest.newest(NEWEST_PAGE, signal);
    if (signal.aborted) return;
    if (this.lastSeq !== null && page.latestSeq <= this.lastSeq) {
      throw new Error('The newest page is older than what was announced.');
    }
    this.lastSeq = page.latestSeq;
    this.targetSeq = Math.max(this.targetSeq, page.latestSeq);
    this.output.reloaded(page.items, page.latestSeq, page.oldestSeq);
  }

  private async resume(lastSeq: number, signal: AbortSignal): Promise<void> {
    const part = await this.partAfter(lastSeq, signal);
    if (signal.aborted) return;
    this.targetSeq = Math.max(this.targetSeq, part.latestSeq);
    const { admitted } = admit(lastSeq, part.events);
    if (admitted.length > 0) this.accept(admitted);
    // Nothing follows although something should: the server no longer keeps what is missing.
    else if (this.targetSeq > lastSeq) await this.reload(signal);
  }

  private async partAfter(lastSeq: number, signal: AbortSignal): Promise<EventPart> {
    const fromSocket = this.sources.resume(lastSeq);
    if (fromSocket) {
      try {
        return await fromSocket;
      } catch {
        // The connection broke while it answered; REST may still be there.
      }
    }
    const page = await this.sources.rest.after(lastSeq, CATCH_UP_PAGE, signal);
    return { events: page.items, latestSeq: page.latestSeq, more: page.more };
  }

  private acceptWaiting(): void {
    const waiting = this.waiting;
    this.waiting = [];
    this.accept(waiting);
  }

  private async pause(milliseconds: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.endPause = null;
  }
}
