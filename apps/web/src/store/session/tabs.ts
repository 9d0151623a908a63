import type { AccessToken } from '@cashbeat/shared-types';

/** What the tabs of one browser tell each other. They share the cookie, so they share the session. */
export type TabMessage =
  /** A token for all: one tab refreshed, or somebody signed in. */
  | { kind: 'token'; answer: AccessToken; expiresAt: number }
  /** The person signed out. */
  | { kind: 'signed_out' }
  /** The API says that the session is over; each tab asks for itself. */
  | { kind: 'ended' };

export interface Tabs {
  /** Runs a task while no other tab runs its own. */
  exclusively<Result>(task: () => Promise<Result>): Promise<Result>;
  tell(message: TabMessage): void;
  /** Hears what other tabs tell. Returns how to stop. */
  listen(heard: (message: TabMessage) => void): () => void;
}

const NAME = 'cashbeat.session';

/** The tabs of this browser; where it lacks locks (no secure context), each stands for itself. */
export function browserTabs(): Tabs {
  let channel: BroadcastChannel | null = null;
  return {
    async exclusively<Result>(task: () => Promise<Result>): Promise<Result> {
      return 'locks' in navigator ? await navigator.locks.request(NAME, task) : task();
    },
    tell: (message) => channel?.postMessage(message),
    listen(heard) {
      if (typeof BroadcastChannel === 'undefined') return () => undefined;
      const opened = new BroadcastChannel(NAME);
      channel = opened;
      opened.onmessage = ({ data }: MessageEvent<TabMessage>) => heard(data);
      return () => {
        opened.close();
        if (channel === opened) channel = null;
      };
    },
  };
}
