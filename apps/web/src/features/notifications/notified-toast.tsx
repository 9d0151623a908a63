'use client';

import { BellIcon, CrossIcon, toneDisc } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import { SnackbarContent } from 'notistack';
import type { Ref } from 'react';
import { ShellLink } from '@/features/shell/shell-link';
import { useFormats } from '@/store/session/use-formats';
import { tell, useTold } from './news-board';
import { TYPE_LOOKS } from './notification-style';
import { targetOf } from './notification-target';
import { notificationWords } from './notification-words';
import { NEWEST } from './notifications-api';
import { useMarks } from './use-marks';

/** What the toast of new notifications says right now: five are one toast with their number. */
export default function NotifiedToast({ ref }: { ref?: Ref<HTMLDivElement> }) {
  const told = useTold();
  const formats = useFormats();
  const { setRead } = useMarks();
  const [newest] = told;
  if (!newest) return <SnackbarContent ref={ref} />;
  const alone = told.length === 1;
  const { text, tone, Icon } = TYPE_LOOKS[newest.type];
  const words = notificationWords(newest, formats);
  const follow = () => {
    tell([]);
    if (alone) void setRead(newest, true);
  };
  return (
    <SnackbarContent ref={ref}>
      <Box
        role="status"
        data-testid="notified-toast"
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
        <Box sx={toneDisc(alone ? tone : 'brand')}>{alone ? <Icon /> : <BellIcon />}</Box>
        <Box sx={{ flex: 1, minWidth: 0, fontSize: '0.8125rem', overflowWrap: 'anywhere' }}>
          <Box sx={{ fontWeight: 650 }}>
            {alone ? words : `${numberOf(told.length)} new notifications`}
          </Box>
          <Box sx={{ color: 'text.secondary' }}>{alone ? text : `The last: ${words}`}</Box>
        </Box>
        <Button
          component={ShellLink}
          href={alone ? targetOf(newest) : '/notifications?state=unread'}
          variant="outlined"
          onClick={follow}
        >
          Show
        </Button>
        <IconButton aria-label="Dismiss" onClick={() => tell([])} sx={{ ml: -1 }}>
          <CrossIcon />
        </IconButton>
      </Box>
    </SnackbarContent>
  );
}

/** As many as one look finds may be more. */
function numberOf(count: number): string {
  return count < NEWEST ? String(count) : `${NEWEST}+`;
}
