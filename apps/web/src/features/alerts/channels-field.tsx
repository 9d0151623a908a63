'use client';

import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useFormContext, useWatch } from 'react-hook-form';
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
      <Choices
        name="email"
        legend="By e-mail"
        options={members.map(({ userId, name, email }) => ({
          value: userId,
          label: name,
          note: email,
        }))}
      />
      {webhooks.length > 0 ? (
        <Choices
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

interface ChoicesProps {
  name: string;
  legend: string;
  options: readonly { value: string; label: string; note?: string }[];
}

function Choices({ name, legend, options }: ChoicesProps) {
  const { register } = useFormContext();
  return (
    <Box component="fieldset" sx={{ border: 0, m: 0, p: 0, minWidth: 0 }}>
      <Typography component="legend" variant="body2" sx={{ fontWeight: 550, p: 0, mb: 1.5 }}>
        {legend}
      </Typography>
      <Box
        sx={{
          border: 1,
          borderColor: 'surface.borderStrong',
          borderRadius: 2,
          py: 1,
          maxHeight: 220,
          overflowY: 'auto',
        }}
      >
        {options.map(({ value, label, note }) => (
          <Box
            key={value}
            component="label"
            sx={{
              display: 'flex',
              alignItems: 'center',
              gap: 2.5,
              px: 3,
              py: 1.5,
              fontSize: '0.8125rem',
              cursor: 'pointer',
              '&:hover': { bgcolor: 'surface.sunken' },
            }}
          >
            <Box
              component="input"
              type="checkbox"
              value={value}
              {...register(name)}
              sx={{ accentColor: 'var(--cb-palette-primary-main)', flexShrink: 0 }}
            />
            <Box component="span" sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
              {label}
              {note && (
                <Box component="span" sx={{ color: 'text.secondary' }}>
                  {' '}
                  · {note}
                </Box>
              )}
            </Box>
          </Box>
        ))}
      </Box>
    </Box>
  );
}
