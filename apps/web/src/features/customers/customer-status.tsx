import type { ChargeStatus, Customer } from '@cashbeat/shared-types';
import {
  CheckIcon,
  ClockIcon,
  CrossIcon,
  FlatIcon,
  Pill,
  type Tone,
  WarningIcon,
} from '@cashbeat/ui';
import type { ComponentType } from 'react';

/** How customers and charges stand: colour, icon and word always together. */
export const STATUS_STYLES: Record<
  ChargeStatus,
  { tone: Tone; label: string; Icon: ComponentType }
> = {
  overdue: { tone: 'failure', label: 'Overdue', Icon: WarningIcon },
  partial: { tone: 'warning', label: 'Partial', Icon: FlatIcon },
  pending: { tone: 'pending', label: 'Pending', Icon: ClockIcon },
  paid: { tone: 'success', label: 'Paid', Icon: CheckIcon },
  cancelled: { tone: 'pending', label: 'Cancelled', Icon: CrossIcon },
};

export function CustomerStatusPill({
  customer: { status, daysOverdue },
}: {
  customer: Pick<Customer, 'status' | 'daysOverdue'>;
}) {
  const { tone, label, Icon } = STATUS_STYLES[status];
  return (
    <Pill tone={tone} icon={<Icon />}>
      {status === 'overdue' && daysOverdue > 0 ? `${label} · ${inDays(daysOverdue)}` : label}
    </Pill>
  );
}

export function ChargeStatusPill({ status }: { status: ChargeStatus }) {
  const { tone, label, Icon } = STATUS_STYLES[status];
  return (
    <Pill tone={tone} icon={<Icon />}>
      {label}
    </Pill>
  );
}

export function inDays(count: number): string {
  return count === 1 ? '1 day' : `${count} days`;
}
