'use client';

import type { TimeRange } from '@cashbeat/utils';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Popover from '@mui/material/Popover';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { type FormEvent, useState } from 'react';
import type { Days } from './custom-range';
import { chooseDays, FIRST_DAY, LAST_DAY } from './possible-days';

export interface CustomRangeFormProps {
  anchor: HTMLElement;
  days?: Days;
  onClose: () => void;
  onSubmit: (range: TimeRange) => void;
}

const DAY_FIELD = {
  inputLabel: { shrink: true },
  htmlInput: { min: FIRST_DAY, max: LAST_DAY },
};

export default function CustomRangeForm({ anchor, days, onClose, onSubmit }: CustomRangeFormProps) {
  const [first, setFirst] = useState(days?.firstDay ?? '');
  const [last, setLast] = useState(days?.lastDay ?? '');
  const choice = chooseDays(first, last);
  const chosen = 'range' in choice ? choice.range : undefined;
  const fault = 'fault' in choice ? choice.fault : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (chosen) onSubmit(chosen);
  };
  return (
    <Popover
      open
      anchorEl={anchor}
      onClose={onClose}
      anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
      slotProps={{
        paper: {
          role: 'dialog',
          'aria-label': 'Custom time range',
          sx: { mt: 1, border: 1, borderColor: 'surface.borderStrong', borderRadius: 2 },
        },
      }}
    >
      <Box
        component="form"
        noValidate
        onSubmit={submit}
        sx={{ p: 4, display: 'grid', gap: 4, width: 280 }}
      >
        <TextField
          autoFocus
          label="First day"
          type="date"
          size="small"
          value={first}
          onChange={(event) => setFirst(event.target.value)}
          slotProps={DAY_FIELD}
        />
        <TextField
          label="Last day, included"
          type="date"
          size="small"
          value={last}
          onChange={(event) => setLast(event.target.value)}
          error={fault !== undefined}
          helperText={fault}
          slotProps={DAY_FIELD}
        />
        <Button type="submit" variant="contained" disabled={!chosen}>
          Show these days
        </Button>
        <Typography variant="caption" color="textSecondary">
          Whole days in the zone of the page.
        </Typography>
      </Box>
    </Popover>
  );
}
