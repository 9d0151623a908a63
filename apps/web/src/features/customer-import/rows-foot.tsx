'use client';

import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useFormats } from '@/store/session/use-formats';
import type { RowOutcome } from './import-fields';
import type { ImportRows } from './use-import-rows';

export interface RowsFootProps {
  list: ImportRows;
  outcome: RowOutcome;
  /** How many are left by a filter; all of them when left out. */
  matching?: number;
}

/** How many rows are shown, the way to more of them, and how many cannot be listed. */
export function RowsFoot({ list, outcome, matching }: RowsFootProps) {
  const { formatCount } = useFormats();
  const { rows = [], most, total, listed, more, loadingMore, showMore } = list;
  const there = matching ?? rows.length;
  const shown = Math.min(there, most);
  const further = shown < there || more;
  if (!further && (matching !== undefined || shown >= total)) return null;
  const whole = matching === undefined ? total : there;
  const wrong = outcome === 'bad' || outcome === 'failed';
  const beyond =
    listed < total
      ? ` Only the first ${formatCount(listed)} can be listed${wrong ? '; the workbook of errors has every one' : ''}.`
      : '';
  return (
    <Box
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        gap: 3,
        px: 4,
        py: 3,
        borderTop: 1,
        borderColor: 'divider',
      }}
    >
      <Typography variant="body2" color="textSecondary" data-testid="rows-shown">
        {formatCount(shown)} of {formatCount(whole)} shown.{beyond}
      </Typography>
      {further && (
        <Button variant="outlined" loading={loadingMore} onClick={showMore}>
          Show more
        </Button>
      )}
    </Box>
  );
}
