'use client';

import { ChevronDownIcon } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Popover from '@mui/material/Popover';
import { useState } from 'react';
import { useFormats } from '@/store/session/use-formats';
import { AmountField } from './amount-field';
import type { ChangeAddress } from './use-address-filters';

/** In major units, as addresses say it. */
export interface AmountBounds {
  minAmount?: string;
  maxAmount?: string;
}

interface AmountFilterProps extends AmountBounds {
  currency: string;
  fault?: string;
  onChange: ChangeAddress<AmountBounds>;
}

/** The least and the most that something is of; looks like the menus beside it. */
export function AmountFilter({
  minAmount,
  maxAmount,
  currency,
  fault,
  onChange,
}: AmountFilterProps) {
  const { formatMoney } = useFormats();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const active = minAmount !== undefined || maxAmount !== undefined;
  const [low, high] = [minAmount, maxAmount].map(
    (text) => text && formatMoney(Number(text), currency),
  );
  const told = inWords(low, high);
  return (
    <>
      <ButtonBase
        aria-label={`Amount: ${told}`}
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{
          justifyContent: 'space-between',
          gap: 2,
          height: 'var(--cb-density-control)',
          pl: 3,
          pr: '9px',
          minWidth: 0,
          fontSize: '0.8125rem',
          fontWeight: 550,
          bgcolor: 'background.paper',
          border: 1,
          borderColor: fault ? 'error.main' : active ? 'primary.main' : 'surface.borderStrong',
          borderRadius: 2,
          '&:hover': { bgcolor: 'surface.sunken' },
          '& svg': { fontSize: 16, flexShrink: 0, color: 'text.secondary' },
        }}
      >
        <Box component="span" sx={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>
          {told}
        </Box>
        <ChevronDownIcon />
      </ButtonBase>
      <Popover
        open={anchor !== null}
        onClose={() => setAnchor(null)}
        anchorEl={anchor}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        slotProps={{ paper: { role: 'dialog', 'aria-label': 'Amount', sx: { p: 4, mt: 1 } } }}
      >
        <Box
          sx={{
            display: 'grid',
            gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
            alignItems: 'start',
            gap: 3,
            width: { xs: 280, sm: 320 },
          }}
        >
          <AmountField
            label={`From, ${currency}`}
            value={minAmount ?? ''}
            currency={currency}
            fault={fault}
            onChange={(text) => onChange({ minAmount: text || undefined }, 'typed')}
          />
          <AmountField
            label={`Up to, ${currency}`}
            value={maxAmount ?? ''}
            currency={currency}
            onChange={(text) => onChange({ maxAmount: text || undefined }, 'typed')}
          />
        </Box>
      </Popover>
    </>
  );
}

function inWords(low?: string, high?: string): string {
  if (low && high) return `${low}–${high}`;
  if (low) return `From ${low}`;
  return high ? `Up to ${high}` : 'Any amount';
}
