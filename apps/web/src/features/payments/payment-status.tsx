import type { PaymentStatus } from '@cashbeat/shared-types';
import { CheckIcon, ClockIcon, CrossIcon, Pill, RefundIcon, type Tone } from '@cashbeat/ui';
import type { ComponentType } from 'react';

export const STATUS_STYLES: Record<
  PaymentStatus,
  { tone: Tone; label: string; Icon: ComponentType }
> = {
  pending: { tone: 'pending', label: 'Pending', Icon: ClockIcon },
  completed: { tone: 'success', label: 'Completed', Icon: CheckIcon },
  failed: { tone: 'failure', label: 'Failed', Icon: CrossIcon },
  refunded: { tone: 'refund', label: 'Refunded', Icon: RefundIcon },
};

export function PaymentStatusPill({
  status,
  partlyRefunded = false,
}: {
  status: PaymentStatus;
  partlyRefunded?: boolean;
}) {
  const { tone, label, Icon } = STATUS_STYLES[status];
  return (
    <Pill tone={tone} icon={<Icon />}>
      {partlyRefunded ? 'Partly refunded' : label}
    </Pill>
  );
}
