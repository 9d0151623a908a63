'use client';

import { CrossIcon, toneDisc } from '@cashbeat/ui';
import type { Alert } from '@cashbeat/shared-types';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import { useRouter } from 'next/navigation';
import { SnackbarContent } from 'notistack';
import type { Ref } from 'react';
import { raisedSeen, selectRaised } from '@/store/alerts/raised-slice';
import { useAppDispatch, useAppSelector } from '@/store/hooks';
import { SEVERITY_LOOKS } from './alert-style';
import { SEVERITIES } from './alert-types';
import { useAlertWords } from './use-alert-words';

/** What the toast of raised alerts says right now: ten alerts are one toast with their number. */
export default function RaisedToast({ ref }: { ref?: Ref<HTMLDivElement> }) {
  const raised = useAppSelector(selectRaised);
  const dispatch = useAppDispatch();
  const router = useRouter();
  const { headline, finding } = useAlertWords();
  const newest = raised.at(-1);
  if (!newest) return <SnackbarContent ref={ref} />;
  const severity = worstOf(raised);
  const { tone, text, Icon } = SEVERITY_LOOKS[severity];
  const show = () => {
    dispatch(raisedSeen());
    router.push(raised.length === 1 ? `/alerts/${newest.id}` : '/alerts');
  };
  return (
    <SnackbarContent ref={ref}>
      <Box
        role={severity === 'critical' ? 'alert' : 'status'}
        data-testid="raised-toast"
        sx={{
          display: 'flex',
          alignItems: 'start',
          gap: 3,
          width: { xs: '100%', sm: 420 },
          p: 3,
          borderRadius: 2,
          border: 1,
          borderColor: 'surface.borderStrong',
          bgcolor: 'surface.raised',
          color: 'text.primary',
          boxShadow: '0 8px 28px rgb(10 16 30 / 0.16)',
        }}
      >
        <Box sx={toneDisc(tone)}>
          <Icon />
        </Box>
        <Box sx={{ flex: 1, minWidth: 0, fontSize: '0.8125rem', overflowWrap: 'anywhere' }}>
          <Box sx={{ fontWeight: 650 }}>
            {text}: {raised.length === 1 ? headline(newest) : `${raised.length} new alerts`}
          </Box>
          <Box sx={{ color: 'text.secondary' }}>
            {raised.length === 1
              ? `${newest.rule.name}, ${finding(newest)}`
              : `The last: ${headline(newest)}`}
          </Box>
        </Box>
        <Button variant="outlined" onClick={show}>
          Show
        </Button>
        <IconButton aria-label="Dismiss" onClick={() => dispatch(raisedSeen())} sx={{ ml: -1 }}>
          <CrossIcon />
        </IconButton>
      </Box>
    </SnackbarContent>
  );
}

function worstOf(alerts: readonly Alert[]) {
  return (
    SEVERITIES.find((severity) => alerts.some((alert) => alert.severity === severity)) ?? 'info'
  );
}
