'use client';

import type { AuditEntry } from '@cashbeat/shared-types';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useFormats } from '@/store/session/use-formats';
import { AuditRow } from './audit-row';
import type { ChangeAuditFilters } from './use-audit-filters';

export interface AuditListProps {
  entries: readonly AuditEntry[];
  zone: string;
  hasOlder: boolean;
  loading: boolean;
  onOlder: () => void;
  onFilter: ChangeAuditFilters;
}

/** The log, newest first, under the days that it happened on. */
export function AuditList({ entries, zone, hasOlder, loading, onOlder, onFilter }: AuditListProps) {
  const { formatDayWithYear } = useFormats();
  return (
    <>
      {daysOf(entries, (at) => formatDayWithYear(at, zone)).map(({ day, entries: ofDay }) => (
        <Box key={day} component="section" aria-label={day}>
          <Typography
            component="h3"
            variant="caption"
            color="textSecondary"
            sx={{
              display: 'block',
              fontWeight: 550,
              px: 4,
              py: 1.5,
              bgcolor: 'surface.sunken',
              borderBottom: 1,
              borderColor: 'divider',
            }}
          >
            {day}
          </Typography>
          <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
            {ofDay.map((entry) => (
              <AuditRow key={entry.id} entry={entry} zone={zone} onFilter={onFilter} />
            ))}
          </Box>
        </Box>
      ))}
      <Box sx={{ display: 'grid', placeItems: 'center', px: 4, py: 4 }}>
        {hasOlder ? (
          <Button variant="outlined" loading={loading} onClick={onOlder}>
            Load older
          </Button>
        ) : (
          <Typography variant="caption" color="textSecondary">
            This is where the log begins. Times in {zone.replaceAll('_', ' ')}.
          </Typography>
        )}
      </Box>
    </>
  );
}

function daysOf(entries: readonly AuditEntry[], dayOf: (at: string) => string) {
  const days: { day: string; entries: AuditEntry[] }[] = [];
  for (const entry of entries) {
    const day = dayOf(entry.at);
    const last = days.at(-1);
    if (last?.day === day) last.entries.push(entry);
    else days.push({ day, entries: [entry] });
  }
  return days;
}
