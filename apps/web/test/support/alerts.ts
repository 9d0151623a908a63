import type { AlertDetails, AlertRule, AlertRulePreview, Webhook } from '@cashbeat/shared-types';
import type { Permission } from '@cashbeat/shared-types';
import { ana, OWNER, session, VIEWER } from './session';

const READ: Permission[] = [...VIEWER, 'alerts:read'];

/** A session of each role, as far as alerts are concerned. */
export const viewer = () => Promise.resolve({ session: session({ permissions: READ }) });
export const agent = () =>
  Promise.resolve({ session: session({ permissions: [...READ, 'alerts:handle'] }) });
export const admin = () =>
  Promise.resolve({
    session: session({ permissions: [...OWNER, 'alerts:read', 'alerts:handle', 'alerts:write'] }),
  });

const criteria = {
  measure: 'failure_rate',
  condition: 'above',
  threshold: 0.2,
  clearThreshold: 0.1,
  baseline: null,
  minimumCount: 20,
  minimumChange: 0,
  windowMinutes: 15,
  forMinutes: 5,
  cooldownMinutes: 30,
  currency: 'EUR',
  method: 'card',
  summary: 'Failure rate of card in 15 minutes above 20% for 5 minutes, from 20 attempts.',
} as const;

export function alertRule(change: Partial<AlertRule> = {}): AlertRule {
  return {
    ...criteria,
    id: 'rule_1',
    version: 4,
    name: 'Card failures',
    enabled: true,
    severity: 'critical',
    channels: { email: [], webhooks: [] },
    isDefault: false,
    firingAlertId: null,
    lastRaisedAt: null,
    evaluatedUntil: '2026-11-21T09:00:00.000Z',
    createdBy: ana.name,
    createdAt: '2026-11-01T09:00:00.000Z',
    updatedAt: '2026-11-01T09:00:00.000Z',
    ...change,
  };
}

export function alertDetails(n = 1, change: Partial<AlertDetails> = {}): AlertDetails {
  return {
    id: `alr_${n}`,
    version: 2,
    ruleId: 'rule_1',
    rule: { ...criteria, name: 'Card failures', version: 4 },
    severity: 'critical',
    state: 'firing',
    title: 'Failure rate of card 38% in 15 minutes, above 20%.',
    value: 0.38,
    baselineValue: null,
    worstValue: 0.42,
    lastValue: 0.35,
    currency: 'EUR',
    method: 'card',
    startedAt: '2026-11-21T08:50:00.000Z',
    raisedAt: '2026-11-21T08:55:00.000Z',
    endedAt: null,
    resolvedAt: null,
    resolvedBy: null,
    from: '2026-11-21T08:35:00.000Z',
    to: '2026-11-21T09:00:00.000Z',
    acknowledgedBy: null,
    assignee: null,
    snoozedUntil: null,
    history: [
      {
        at: '2026-11-21T08:55:00.000Z',
        action: 'raised',
        by: null,
        note: null,
        assignee: null,
        until: null,
      },
    ],
    deliveries: [
      {
        id: 'msg_1',
        channel: 'webhook',
        event: 'alert.raised',
        recipient: 'On-call bridge',
        state: 'waiting',
        attempts: 2,
        createdAt: '2026-11-21T08:55:01.000Z',
        deliveredAt: null,
        nextAttemptAt: '2026-11-21T09:05:00.000Z',
        detail: 'HTTP 503 after 214 ms',
      },
    ],
    ...change,
  };
}

export const openCounts = {
  open: 1,
  firing: 1,
  acknowledged: 0,
  snoozed: 0,
  critical: 1,
  warning: 0,
  info: 0,
};

export function preview(change: Partial<AlertRulePreview> = {}): AlertRulePreview {
  const at = (minute: number) => new Date(Date.UTC(2026, 10, 21, 8, minute)).toISOString();
  return {
    from: at(0),
    to: at(60),
    earliest: '2026-11-06T08:00:00.000Z',
    stepMinutes: 10,
    points: [0, 10, 20, 30, 40, 50].map((minute) => ({
      timestamp: at(minute),
      value: minute === 30 ? 0.38 : 0.05,
      baseline: null,
      threshold: 0.2,
      clearThreshold: 0.1,
      firing: minute === 30,
    })),
    firings: [
      {
        startedAt: at(28),
        raisedAt: at(30),
        endedAt: at(42),
        value: 0.38,
        baseline: null,
        worstValue: 0.42,
        worstAt: at(35),
        windowFrom: at(13),
        windowTo: at(42),
      },
    ],
    firingCount: 1,
    firingMinutes: 12,
    currency: null,
    summary: 'Would have fired once in the last 15 days.',
    ...change,
  };
}

export function webhook(change: Partial<Webhook> = {}): Webhook {
  return {
    id: 'whk_1',
    name: 'On-call bridge',
    url: 'https://hooks.example.com/cashbeat',
    events: ['alert.raised', 'alert.resolved'],
    enabled: true,
    secretHint: 'whsec_4fJ9',
    secretRotatedAt: null,
    lastDelivery: null,
    createdBy: ana.name,
    createdAt: '2026-11-01T09:00:00.000Z',
    updatedAt: '2026-11-01T09:00:00.000Z',
    ...change,
  };
}
