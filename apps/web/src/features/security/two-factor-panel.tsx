'use client';

import { Panel, Pill, ShieldIcon } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { enqueueSnackbar } from 'notistack';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { LinesSkeleton } from '@/features/settings/loaded';
import { useAppDispatch, useAppSelector } from '@/store/hooks';
import { sessionOutdated } from '@/store/session/session-middleware';
import { selectUser } from '@/store/session/session-slice';

const TwoFactorSetup = dynamic(() => import('./two-factor-setup'));
const TwoFactorRemoval = dynamic(() => import('./two-factor-removal'));
const RecoveryCodesRenewal = dynamic(() => import('./recovery-codes-renewal'));

type Open = 'setup' | 'codes' | 'removal' | null;

/** The second factor: what it is, whether it is on, and its three dialogs. */
export function TwoFactorPanel() {
  const user = useAppSelector(selectUser);
  const dispatch = useAppDispatch();
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  if (!user) {
    return (
      <Panel title="Two-factor authentication">
        <Box sx={{ mx: -4 }}>
          <LinesSkeleton what="the second factor" lines={2} />
        </Box>
      </Panel>
    );
  }
  return (
    <Panel
      title="Two-factor authentication"
      note={
        user.twoFactor ? (
          <Pill tone="success" icon={<ShieldIcon />}>
            On
          </Pill>
        ) : (
          <Pill tone="pending">Off</Pill>
        )
      }
    >
      <Box sx={{ display: 'grid', gap: 4, justifyItems: 'start', maxWidth: 620 }}>
        <Typography variant="body2" color="textSecondary">
          {user.twoFactor
            ? 'Signing in asks for a code of your authenticator app besides your password. With a recovery code you get in without it, once each.'
            : 'Besides your password, signing in then asks for a code of an authenticator app on your phone, so that a stolen password alone opens nothing.'}
        </Typography>
        {user.twoFactor ? (
          <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2 }}>
            <Button variant="outlined" onClick={() => setOpen('codes')}>
              New recovery codes…
            </Button>
            <Button variant="outlined" color="error" onClick={() => setOpen('removal')}>
              Turn off…
            </Button>
          </Box>
        ) : (
          <Button variant="contained" startIcon={<ShieldIcon />} onClick={() => setOpen('setup')}>
            Set up…
          </Button>
        )}
      </Box>
      {open === 'setup' && (
        <TwoFactorSetup
          onClose={close}
          onDone={() => {
            close();
            dispatch(sessionOutdated());
            enqueueSnackbar('Two-factor authentication is on', { variant: 'success' });
          }}
        />
      )}
      {open === 'codes' && <RecoveryCodesRenewal onClose={close} />}
      {open === 'removal' && (
        <TwoFactorRemoval
          onClose={close}
          onDone={() => {
            close();
            enqueueSnackbar('Two-factor authentication is off', { variant: 'success' });
          }}
        />
      )}
    </Panel>
  );
}
