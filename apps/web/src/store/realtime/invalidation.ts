import { throttle } from '@cashbeat/utils';

/** Figures are fetched again at most once a second. */
export const INVALIDATION_INTERVAL = 1_000;

/** What figures are made of is read slowly, and costs most to draw. */
export const BREAKDOWN_INTERVAL = 5_000;

export interface Invalidation {
  analyticsChanged(): void;
  alertsChanged(): void;
  paymentsChanged(ids: Iterable<string>): void;
  stop(): void;
}

export interface Changes {
  analytics: boolean;
  breakdown: boolean;
  alerts: boolean;
  paymentIds: string[];
}

/**
 * Collects what became out of date and reports it at most once a second, breakdowns every fifth; a
 * hidden page waits until somebody looks.
 */
export function createInvalidation(report: (changes: Changes) => void): Invalidation {
  let analytics = false;
  let breakdown = false;
  let alerts = false;
  const paymentIds = new Set<string>();

  const send = () => {
    if (document.hidden || !(analytics || alerts || paymentIds.size > 0)) return;
    const changes = { analytics, breakdown: false, alerts, paymentIds: [...paymentIds] };
    analytics = false;
    alerts = false;
    paymentIds.clear();
    report(changes);
  };
  const sendBreakdown = () => {
    if (document.hidden || !breakdown) return;
    breakdown = false;
    report({ analytics: false, breakdown: true, alerts: false, paymentIds: [] });
  };
  const sendSoon = throttle(send, INVALIDATION_INTERVAL);
  const sendBreakdownSoon = throttle(sendBreakdown, BREAKDOWN_INTERVAL);
  const seen = () => {
    if (document.hidden) return;
    sendSoon();
    sendBreakdownSoon();
  };
  document.addEventListener('visibilitychange', seen);

  return {
    analyticsChanged() {
      analytics = true;
      breakdown = true;
      sendSoon();
      sendBreakdownSoon();
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
      sendBreakdownSoon.cancel();
      document.removeEventListener('visibilitychange', seen);
    },
  };
}
