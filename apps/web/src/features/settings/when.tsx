'use client';

import { formatAge } from '@cashbeat/utils';
import Box from '@mui/material/Box';
import { useGetOrganisationQuery } from '@/features/organisation/organisation-api';
import { useFormats } from '@/store/session/use-formats';
import { useNow } from './use-now';

const DAY = 86_400_000;

export interface WhenProps {
  instant: string;
  /** `age` says how long ago while that is less than a day; `day` and `time` name the moment. */
  as?: 'age' | 'day' | 'time';
}

/** A moment in the organisation's zone; hovering tells it to the second. */
export function When({ instant, as = 'age' }: WhenProps) {
  const { formatDateTime, formatDayWithYear } = useFormats();
  const zone = useZone();
  const now = useNow();
  const exact = formatDateTime(instant, zone);
  const age = now - Date.parse(instant);
  const text =
    as === 'time'
      ? exact
      : as === 'age' && age < DAY
        ? formatAge(age)
        : formatDayWithYear(instant, zone);
  return (
    <Box
      component="time"
      dateTime={instant}
      title={`${exact}, ${zone.replaceAll('_', ' ')}`}
      sx={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}
    >
      {text}
    </Box>
  );
}

/** The organisation's zone; until it is known, or for a person without one, the device's. */
export function useZone(): string {
  const { data: organisation } = useGetOrganisationQuery();
  return organisation?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
}
