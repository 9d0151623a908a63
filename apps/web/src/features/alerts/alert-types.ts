import type {
  Alert,
  AlertCriteria,
  AlertDelivery,
  AlertHistoryEntry,
  NewAlertRule,
} from '@cashbeat/shared-types';

export type AlertMeasure = AlertCriteria['measure'];
export type AlertCondition = AlertCriteria['condition'];
export type AlertBaseline = NonNullable<AlertCriteria['baseline']>;
export type AlertSeverity = Alert['severity'];
export type AlertState = Alert['state'];
export type AlertAction = AlertHistoryEntry['action'];
export type DeliveryState = AlertDelivery['state'];

/** What a rule watches, how it compares, and of which payments. */
export type Watched = Pick<
  AlertCriteria,
  'measure' | 'condition' | 'currency' | 'method' | 'baseline'
>;

/** Asks what a rule would have fired: as far back as can be seen, unless a range is given. */
export interface PreviewRequest {
  rule: NewAlertRule;
  from?: string;
  to?: string;
}

export const MEASURES: readonly AlertMeasure[] = [
  'failure_rate',
  'failed_count',
  'volume',
  'payment_count',
  'refunded_volume',
];

export const SEVERITIES: readonly AlertSeverity[] = ['critical', 'warning', 'info'];

/** Of one currency; the others count payments. */
export function isMoney(measure: AlertMeasure): boolean {
  return measure === 'volume' || measure === 'refunded_volume';
}

/** Compared with the same window a day or a week before. */
export function isRelative(condition: AlertCondition): boolean {
  return condition === 'rises_by' || condition === 'falls_by';
}
