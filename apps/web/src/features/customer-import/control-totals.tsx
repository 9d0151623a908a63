'use client';

import type { CustomerImportCounts } from '@cashbeat/shared-types';
import Box from '@mui/material/Box';
import { useFormats } from '@/store/session/use-formats';
import { counted } from './import-words';

/** What is owed altogether, to compare with the sum below the file's own column. */
export function ControlTotals({ counts }: { counts: CustomerImportCounts }) {
  const formats = useFormats();
  const { amounts, rows } = counts;
  return (
    <Box
      data-testid="control-totals"
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        columnGap: 4,
        rowGap: 1,
        fontSize: '0.8125rem',
        color: 'text.secondary',
      }}
    >
      <span>{counted(rows, 'row', formats)} in the file</span>
      {amounts.length > 0 && (
        <span>
          Outstanding in new and changed rows:{' '}
          {amounts.map(({ amount, currency }, place) => (
            <Box key={currency} component="span" sx={{ whiteSpace: 'nowrap' }}>
              {place > 0 && ' · '}
              <Box component="b" sx={{ fontWeight: 600, color: 'text.primary' }}>
                {formats.formatMoney(amount, currency)}
              </Box>{' '}
              {currency}
            </Box>
          ))}
        </span>
      )}
    </Box>
  );
}
