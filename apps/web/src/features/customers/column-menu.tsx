'use client';

import { ColumnsIcon } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Popover from '@mui/material/Popover';
import { useState } from 'react';
import { Choice, CHOICE_LINE } from '@/features/forms/choices';
import { COLUMN_IDS, COLUMNS } from './columns';
import type { Columns } from './use-columns';

/** Which columns are shown; this browser remembers it. */
export function ColumnMenu({ columns }: { columns: Columns }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const { shown, automatic, choose, reset } = columns;
  return (
    <>
      <Button
        variant="outlined"
        startIcon={<ColumnsIcon />}
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        Columns
      </Button>
      <Popover
        open={anchor !== null}
        onClose={() => setAnchor(null)}
        anchorEl={anchor}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        slotProps={{
          paper: { role: 'dialog', 'aria-label': 'Columns', sx: { mt: 1, py: 2, width: 216 } },
        }}
      >
        {COLUMN_IDS.map((id) => (
          <Choice
            key={id}
            input={{
              checked: shown.includes(id),
              // A row without its name is nobody.
              disabled: id === 'name',
              onChange: ({ target }) =>
                choose(
                  COLUMN_IDS.filter((other) =>
                    other === id ? target.checked : shown.includes(other),
                  ),
                ),
            }}
            sx={CHOICE_LINE}
          >
            {COLUMNS[id].label}
          </Choice>
        ))}
        <Box sx={{ px: 2, pt: 1.5, mt: 1.5, borderTop: 1, borderColor: 'divider' }}>
          <Button fullWidth disabled={automatic} onClick={reset}>
            As many as fit
          </Button>
        </Box>
      </Popover>
    </>
  );
}
