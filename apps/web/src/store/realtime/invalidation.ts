import { throttle } from '@cashbeat/utils';

/** Figures are fetched again at most once a second. */
export const INVALIDATION_INTERVAL = 1_000;

export interface Invalidation {
  analyticsChanged(): void;
  alertsChanged(): void;
  paymentsChanged(ids: Iterable<string>): void;
  stop(): void;
}

export interface Changes {
  analytics: boolean;
  alerts: boolean;
  paymentIds: string[];
}

/**
 * Collects what became out of date and reports it at most once a second; a hidden page waits until
 * somebody looks.
 */
export function createInvalidation(report: (changes: Changes) => void): Invalidation {
  let analytics = false;
  let alerts = false;
  const paymentIds = new Set<string>();

  const send = () => {
    if (document.hidden || !(analytics || alerts || paymentIds.size > 0)) return;
    const changes = { analytics, alerts, paymentIds: [...paymentIds] };
    analytics = false;
    alerts = false;
    paymentIds.clear();
    report(changes);
  };
  const sendSoon = throttle(send, INVALIDATION_INTERVAL);
  const seen = () => !document.hidden && sendSoon();
  document.addEventListener('visibilitychange', seen);

  return {
    analyticsChanged() {
      analytics = true;
      sendSoon();
    },
    alertsChanged() {
      alerts = true;
      sendSoon();
    },
    paymentsChanged(ids) {
      for (const id of ids) paymentIds.add(id);
      sendSoon();
    },
    stop() {
      sendSoon.cancel();
      document.removeEventListener('visibilitychange', seen);
    },
  };
}
