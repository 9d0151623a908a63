'use client';

import { CrossIcon } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Drawer from '@mui/material/Drawer';
import IconButton from '@mui/material/IconButton';
import Typography from '@mui/material/Typography';
import { useSearchParams } from 'next/navigation';
import { useMemo } from 'react';
import { useGetOrganisationQuery } from '@/features/organisation/organisation-api';
import { readView } from '@/features/range/view';
import { Explanation } from './explanation';
import type { Question } from './question';

export interface ExplanationDrawerProps {
  open: boolean;
  /** Stays the same while the drawer slides out. */
  question: Question;
  onChange: (question: Question) => void;
  onClose: () => void;
}

/** What contributed to a change, and how much. */
export default function ExplanationDrawer({
  open,
  question,
  onChange,
  onClose,
}: ExplanationDrawerProps) {
  const address = useSearchParams();
  const { data: organisation } = useGetOrganisationQuery();
  const query = useMemo(() => {
    if (!organisation) return undefined;
    const { zone, currency, method } = readView(new URLSearchParams(address));
    return {
      ...question,
      zone: zone ?? organisation.timeZone,
      currency: question.currency ?? currency ?? organisation.defaultCurrency,
      method: question.method ?? method,
    };
  }, [address, organisation, question]);
  return (
    <Drawer
      anchor="right"
      open={open}
      onClose={onClose}
      slotProps={{
        paper: {
          role: 'dialog',
          'aria-labelledby': 'explanation-title',
          sx: { width: { xs: '100%', sm: 560 }, borderLeft: 1, borderColor: 'divider' },
        },
      }}
    >
      <Box
        data-testid="explanation"
        sx={{ display: 'flex', flexDirection: 'column', height: '100%' }}
      >
        <Box
          sx={{
            display: 'flex',
            alignItems: 'center',
            px: 5,
            py: 3,
            borderBottom: 1,
            borderColor: 'divider',
          }}
        >
          <Typography variant="h2" id="explanation-title">
            What changed
          </Typography>
          <IconButton aria-label="Close" onClick={onClose} sx={{ ml: 'auto' }}>
            <CrossIcon />
          </IconButton>
        </Box>
        <Box sx={{ flex: 1, overflowY: 'auto', p: { xs: 4, sm: 5 } }}>
          {query && (
            <Explanation
              query={query}
              question={question}
              organisationZone={organisation!.timeZone}
              onChange={onChange}
            />
          )}
        </Box>
      </Box>
    </Drawer>
  );
}
