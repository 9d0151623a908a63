import { throttle } from '@cashbeat/utils';

/**
 * How often figures, by their tag, are fetched again while they keep changing, in milliseconds: what is read at a
 * glance each second, what takes longer to read and more to draw less often.
 */
export const INTERVALS = {
  Metrics: 1_000,
  Trends: 2_000,
  Breakdown: 5_000,
  Customer: 1_000,
  CustomerList: 1_000,
  Receivables: 2_000,
} as const;

/** Alerts, notifications, and payments on show. */
const OTHERS_INTERVAL = 1_000;

export type Figures = keyof typeof INTERVALS;

export interface Invalidation {
  analyticsChanged(): void;
  alertsChanged(): void;
  notificationsChanged(): void;
  paymentsChanged(ids: Iterable<string>): void;
  stop(): void;
}

export type Changes =
  { figures: Figures } | { alerts: boolean; notifications: boolean; paymentIds: string[] };

/**
 * Collects what became out of date and reports it at once, then no more often than it may; a hidden
 * page waits until somebody looks.
 */
export function createInvalidation(report: (changes: Changes) => void): Invalidation {
  let alerts = false;
  let notifications = false;
  const paymentIds = new Set<string>();

  const figures = Object.entries(INTERVALS).map(([kind, interval]) => {
    let changed = false;
    const sendSoon = throttle(() => {
      if (document.hidden || !changed) return;
      changed = false;
      report({ figures: kind as Figures });
    }, interval);
    const note = () => {
      changed = true;
      sendSoon();
    };
    return { note, sendSoon };
  });
  const sendOthers = throttle(() => {
    if (document.hidden || !(alerts || notifications || paymentIds.size > 0)) return;
    const changes = { alerts, notifications, paymentIds: [...paymentIds] };
    alerts = notifications = false;
    paymentIds.clear();
    report(changes);
  }, OTHERS_INTERVAL);
  const all = [...figures.map(({ sendSoon }) => sendSoon), sendOthers];
  const seen = () => {
    if (!document.hidden) all.forEach((sendSoon) => sendSoon());
  };
  document.addEventListener('visibilitychange', seen);

  return {
    analyticsChanged: () => figures.forEach(({ note }) => note()),
    alertsChanged() {
      alerts = true;
      sendOthers();
    },
    notificationsChanged() {
      notifications = true;
      sendOthers();
    },
    paymentsChanged(ids) {
      for (const id of ids) paymentIds.add(id);
      sendOthers();
    },
    stop() {
      all.forEach((sendSoon) => sendSoon.cancel());
      document.removeEventListener('visibilitychange', seen);
    },
  };
}
