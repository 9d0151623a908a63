import type { BreakdownPart, FlowStep } from '@cashbeat/shared-types';
import type { Formats } from '@cashbeat/utils';

type NameOf = (key: string) => string;

/** "Card leads with 52.1% of the volume; 95.1% of its attempts succeeded." */
export function summariseMethods(
  [first]: readonly BreakdownPart[],
  nameOf: NameOf,
  { formatRate }: Formats,
): string {
  if (!first) return 'No payments by any method.';
  if (first.amountShare === 0) return 'Nothing has succeeded yet, so no method leads.';
  return (
    `${nameOf(first.key)} leads with ${formatRate(first.amountShare)} of the volume; ` +
    `${formatRate(first.successRate)} of its attempts succeeded.`
  );
}

/** "Of 1,234 payments 1,100 are completed, 80 failed, 34 are pending and 20 refunded." */
export function summariseStatuses(
  statuses: readonly BreakdownPart[],
  total: number,
  { formatCount }: Formats,
): string {
  const of = (key: string) => formatCount(statuses.find((part) => part.key === key)?.count ?? 0);
  return (
    `Of ${formatCount(total)} ${total === 1 ? 'payment' : 'payments'} ${of('completed')} stand ` +
    `completed, ${of('failed')} failed, ${of('pending')} pending and ${of('refunded')} refunded.`
  );
}

/** "Card declined is behind 41.0% of the payments that stand failed." */
export function summariseFailures(
  [first]: readonly BreakdownPart[],
  nameOf: NameOf,
  { formatRate }: Formats,
): string {
  if (!first) return 'No payment stands failed.';
  return `${nameOf(first.key)} is behind ${formatRate(first.countShare)} of the payments that stand failed.`;
}

/** What became of the payments, in a sentence. */
export function summariseFlow(flow: readonly FlowStep[], { formatCount }: Formats): string {
  const of = (key: string) => formatCount(flow.find(({ to }) => to === key)?.count ?? 0);
  return (
    `${of('succeeded')} succeeded, ${of('failed')} failed, ${of('pending')} pending. ` +
    `Of those that succeeded ${of('refunded')} were wholly refunded.`
  );
}
