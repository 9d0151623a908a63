'use client';

import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useFormContext, useWatch } from 'react-hook-form';
import { Choice, CHOICE_LINE, Choices } from '@/features/forms/choices';
import { useListMembersQuery } from '@/features/members/members-api';
import { Remark } from '@/features/settings/remark';
import { ShellLink } from '@/features/shell/shell-link';
import type { RuleFields } from './rule-figures';
import { useListWebhooksQuery } from './webhooks-api';

/** Who is told beside everybody who looks at the dashboard. */
export function ChannelsField({ writes }: { writes: boolean }) {
  const { data: members = [] } = useListMembersQuery();
  // Only those who may change webhooks see them.
  const { data: webhooks = [] } = useListWebhooksQuery(undefined, { skip: !writes });
  const chosen = useWatch<RuleFields>({ name: ['email', 'webhooks'] });
  return (
    <>
      {chosen.every((some) => some?.length === 0) && (
        <Remark>
          As it stands, this rule tells only in the app: in the alert centre and by a toast on every
          page. {writes && 'Choose below who is told by e-mail or by webhook as well.'}
        </Remark>
      )}
      <Recipients
        name="email"
        legend="By e-mail"
        options={members.map(({ userId, name, email }) => ({
          value: userId,
          label: name,
          note: email,
        }))}
      />
      {webhooks.length > 0 ? (
        <Recipients
          name="webhooks"
          legend="By webhook"
          options={webhooks.map(({ id, name, enabled }) => ({
            value: id,
            label: name,
            note: enabled ? undefined : 'switched off',
          }))}
        />
      ) : (
        writes && (
          <Typography variant="caption" color="textSecondary">
            Programs are told by{' '}
            <Link component={ShellLink} href="/alerts/webhooks">
              webhooks
            </Link>
            ; there are none yet.
          </Typography>
        )
      )}
    </>
  );
}

interface RecipientsProps {
  name: string;
  legend: string;
  options: readonly { value: string; label: string; note?: string }[];
}

function Recipients({ name, legend, options }: RecipientsProps) {
  const { register } = useFormContext();
  return (
    <Choices legend={legend} sx={{ py: 1, maxHeight: 220, overflowY: 'auto' }}>
      {options.map(({ value, label, note }) => (
        <Choice key={value} value={value} input={register(name)} sx={CHOICE_LINE}>
          {label}
          {note && (
            <Box component="span" sx={{ color: 'text.secondary' }}>
              {' '}
              · {note}
            </Box>
          )}
        </Choice>
      ))}
    </Choices>
  );
}
