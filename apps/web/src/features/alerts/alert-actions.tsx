'use client';

import type { AlertDetails } from '@cashbeat/shared-types';
import { BellOffIcon, ChartIcon, CheckIcon, EyeIcon, PaymentsIcon, UserIcon } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useExplain } from '@/features/explanation/use-explain';
import { useListMembersQuery } from '@/features/members/members-api';
import {
  type PaymentFilters,
  paymentsAddress,
  SUCCEEDED,
} from '@/features/payments/payment-filters';
import { Remark } from '@/features/settings/remark';
import { useZone } from '@/features/settings/when';
import { ShellLink } from '@/features/shell/shell-link';
import { useAppSelector } from '@/store/hooks';
import { selectUser } from '@/store/session/session-slice';
import { usePermission } from '@/store/session/use-permission';
import { ActionMenu } from './action-menu';
import { questionOf } from './alert-question';
import type { AlertMeasure } from './alert-types';
import { SNOOZES } from './snooze';
import { useAlertStep } from './use-alert-step';

const ResolveDialog = dynamic(() => import('./resolve-dialog'));

const BUTTONS = { display: 'flex', flexWrap: 'wrap', gap: 2 } as const;

/** What may be done about an alert, for those who may. */
export function AlertActions({ alert }: { alert: AlertDetails }) {
  const handles = usePermission('alerts:handle');
  const open = alert.state !== 'resolved';
  return (
    <Box sx={{ display: 'grid', gap: 3 }}>
      {/* Deeds and ways to find out why wrap apart. */}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, '& > *': BUTTONS }}>
        {open && handles && (
          <Box>
            <Handling alert={alert} />
          </Box>
        )}
        <Box>
          <Looking alert={alert} />
        </Box>
      </Box>
      {open && !handles && (
        <Remark>Your role shows alerts; agents, administrators and owners handle them.</Remark>
      )}
    </Box>
  );
}

function Handling({ alert }: { alert: AlertDetails }) {
  const { step, busy } = useAlertStep(alert);
  const [resolving, setResolving] = useState(false);
  const zone = useZone();
  return (
    <>
      {alert.state !== 'acknowledged' && (
        <Button
          variant="contained"
          startIcon={<EyeIcon />}
          loading={busy}
          loadingPosition="start"
          onClick={() => void step({ kind: 'acknowledge' })}
        >
          Acknowledge
        </Button>
      )}
      <AssignMenu alert={alert} />
      <ActionMenu
        label="Snooze for"
        icon={<BellOffIcon />}
        actions={SNOOZES.map(({ text, until }) => ({
          label: text,
          run: () =>
            void step({ kind: 'snooze', until: new Date(until(Date.now(), zone)).toISOString() }),
        }))}
      />
      <Button variant="outlined" startIcon={<CheckIcon />} onClick={() => setResolving(true)}>
        Resolve…
      </Button>
      {resolving && <ResolveDialog alert={alert} onClose={() => setResolving(false)} />}
    </>
  );
}

function AssignMenu({ alert }: { alert: AlertDetails }) {
  const { step } = useAlertStep(alert);
  const { data: members = [] } = useListMembersQuery();
  const self = useAppSelector(selectUser)?.id;
  const assignee = alert.assignee?.userId;
  const nameOf = (userId: string, name: string) => (userId === self ? `${name} (you)` : name);
  const inOrder = members.toSorted(
    (one, other) => Number(other.userId === self) - Number(one.userId === self),
  );
  return (
    <ActionMenu
      label="Assign to"
      icon={<UserIcon />}
      actions={[
        ...inOrder
          .filter(({ role }) => role !== 'viewer')
          .map(({ userId, name }) => ({
            label: nameOf(userId, name),
            disabled: userId === assignee,
            run: () => void step({ kind: 'assign', assignee: userId }),
          })),
        ...(assignee === undefined
          ? []
          : [{ label: 'Nobody', run: () => void step({ kind: 'assign', assignee: null }) }]),
      ]}
    />
  );
}

const FAILED = { name: 'Failed payments', statuses: ['failed'] } as const;

/** Which payments a measure is made of, or of which a person looks for the cause. */
const BEHIND: Record<
  AlertMeasure,
  Pick<PaymentFilters, 'statuses' | 'refunded'> & { name: string }
> = {
  failure_rate: FAILED,
  failed_count: FAILED,
  volume: { name: 'Succeeded payments', statuses: SUCCEEDED },
  payment_count: { name: 'Payments' },
  refunded_volume: { name: 'Payments with refunds', refunded: true },
};

/** Ways to find out why. */
function Looking({ alert }: { alert: AlertDetails }) {
  const explain = useExplain();
  const question = questionOf(alert);
  const { name, ...behind } = BEHIND[alert.rule.measure];
  return (
    <>
      {question && (
        <Button variant="outlined" startIcon={<ChartIcon />} onClick={() => explain(question)}>
          Explain
        </Button>
      )}
      <Button
        component={ShellLink}
        href={paymentsAddress({
          since: alert.from,
          until: alert.to,
          method: alert.method ?? undefined,
          currency: alert.currency ?? undefined,
          ...behind,
        })}
        variant="outlined"
        startIcon={<PaymentsIcon />}
      >
        {name}
      </Button>
    </>
  );
}
