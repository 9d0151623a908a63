'use client';

import type { DemoLogin } from '@cashbeat/shared-types';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { Fragment, useState } from 'react';
import { FormNotice } from '@/features/forms/form-notice';
import { describeFailure } from '@/store/request-failure';
import { useLogInMutation } from './auth-api';
import { useEnter } from './use-enter';

/** The accounts of the demo: their credentials to read, and a button that signs in at once. */
export function DemoBox({ accounts }: { accounts: readonly DemoLogin[] }) {
  const [logIn, { error, reset }] = useLogInMutation();
  const [entering, setEntering] = useState<string>();
  const enter = useEnter();
  const choose = async ({ email, password }: DemoLogin) => {
    reset();
    setEntering(email);
    const { data } = await logIn({ email, password });
    if (data) await enter(data);
    setEntering(undefined);
  };
  const failure = error && describeFailure(error);
  return (
    <Box
      component="section"
      aria-label="Demo"
      sx={{
        display: 'grid',
        gap: 3,
        p: 4,
        borderRadius: 3,
        border: 1,
        borderColor: 'divider',
        bgcolor: 'tone.brand.tint',
      }}
    >
      <Box>
        <Typography variant="h2">Try the demo</Typography>
        <Typography variant="body2" color="textSecondary">
          Example data; one click signs you in.
        </Typography>
      </Box>
      {failure && <FormNotice messages={[failure.detail]} requestId={failure.requestId} />}
      {/* One grid for all, so that the longest role makes every button as wide. */}
      <Box
        sx={{
          display: 'grid',
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'minmax(0, 1fr) max-content' },
          alignItems: 'center',
          columnGap: 2,
          rowGap: 3,
        }}
      >
        {accounts.map((account, index) => (
          <Fragment key={account.email}>
            <Box sx={{ fontSize: '0.75rem', overflowWrap: 'anywhere' }}>
              <Box component="code" sx={{ display: 'block' }}>
                {account.email}
              </Box>
              <Box component="code" sx={{ display: 'block', color: 'text.secondary' }}>
                {account.password}
              </Box>
            </Box>
            <Button
              variant={index === 0 ? 'contained' : 'outlined'}
              loading={entering === account.email}
              disabled={entering !== undefined}
              onClick={() => void choose(account)}
            >
              Enter as {account.role}
            </Button>
          </Fragment>
        ))}
      </Box>
    </Box>
  );
}
