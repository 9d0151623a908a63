'use client';

import { CalendarIcon } from '@cashbeat/ui';
import { isLive, type TimeRange } from '@cashbeat/utils';
import Button from '@mui/material/Button';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useFormats } from '@/store/session/use-formats';
import { nameOfRange } from './range-label';

const CustomRangeForm = dynamic(() => import('./custom-range-form'), { ssr: false });

export interface Days {
  firstDay: string;
  lastDay: string;
}

export interface CustomRangeProps {
  range: TimeRange;
  /** That exact ranges are told in. */
  zone: string;
  /** The days on show, to begin from. Asked for when the form opens. */
  shownDays: () => Days | undefined;
  onChange: (range: TimeRange) => void;
}

/** Any run of whole local days. */
export function CustomRange({ range, zone, shownDays, onChange }: CustomRangeProps) {
  const formats = useFormats();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [days, setDays] = useState<Days>();
  const current = isLive(range) ? undefined : range;
  const close = () => setAnchor(null);
  return (
    <>
      <Button
        variant="outlined"
        startIcon={<CalendarIcon />}
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        onClick={(event) => {
          setDays(shownDays());
          setAnchor(event.currentTarget);
        }}
        sx={{
          bgcolor: 'background.paper',
          ...(current && { borderColor: 'primary.main', color: 'primary.main' }),
        }}
      >
        {current ? nameOfRange(current, zone, formats) : 'Custom'}
      </Button>
      {anchor && (
        <CustomRangeForm
          anchor={anchor}
          days={days}
          onClose={close}
          onSubmit={(chosen) => {
            close();
            onChange(chosen);
          }}
        />
      )}
    </>
  );
}
