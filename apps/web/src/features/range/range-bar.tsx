'use client';

import { Segmented } from '@cashbeat/ui';
import { daysOf, isLive, RANGE_PRESETS, resolveRange } from '@cashbeat/utils';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import { useState } from 'react';
import { useGetOrganisationQuery } from '@/features/organisation/organisation-api';
import { CustomRange } from './custom-range';
import { LiveSwitch } from './live-switch';
import { RANGE_LABELS } from './range-label';
import { useView } from './use-view';
import { countChoices, ViewChoices } from './view-choices';

const PRESETS = RANGE_PRESETS.map((value) => ({
  value,
  label: RANGE_LABELS[value].short,
  title: RANGE_LABELS[value].long,
}));

/**
 * What the whole page is about: range, comparison, zone, currency, method. All of it stands in the
 * address. A phone shows the ranges, and the rest on demand, so that the figures are in sight.
 */
export function RangeBar() {
  const [view, change] = useView();
  const [open, setOpen] = useState(false);
  const { data: organisation, error } = useGetOrganisationQuery();
  const { range } = view;
  const zone = view.zone ?? organisation?.timeZone;
  const count = countChoices(view);

  return (
    <Box
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        gap: 2,
        alignItems: 'center',
        // On a phone each line is filled, so that the controls end where the cards below end.
        '& > *': { flexGrow: { xs: 1, sm: 0 } },
      }}
    >
      <Box
        sx={{
          maxWidth: '100%',
          overflowX: 'auto',
          '& > *': {
            display: { xs: 'flex', sm: 'inline-flex' },
            width: { xs: '100%', sm: 'auto' },
          },
          '& button': { flexGrow: 1 },
        }}
      >
        <Segmented
          label="Time range"
          value={isLive(range) ? range.preset : null}
          options={PRESETS}
          onChange={(value) => change({ range: { preset: value } })}
        />
      </Box>
      <CustomRange
        range={range}
        zone={zone ?? 'UTC'}
        shownDays={() => (zone ? daysOf(resolveRange(range, zone, Date.now()), zone) : undefined)}
        onChange={(custom) => change({ range: custom })}
      />
      <Button
        variant="outlined"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        sx={{ display: { sm: 'none' }, bgcolor: 'background.paper' }}
      >
        {count > 0 ? `Filters (${count})` : 'Filters'}
      </Button>
      <Box
        sx={{
          display: { xs: open ? 'grid' : 'none', sm: 'flex' },
          gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
          width: { xs: '100%', sm: 'auto' },
          flexWrap: 'wrap',
          flexGrow: { sm: '1 !important' },
          gap: 2,
          '& > [role="group"]': { mr: { lg: 'auto' }, gridColumn: '1 / -1' },
          '& > [role="group"] button': { flexGrow: { xs: 1, sm: 0 } },
        }}
      >
        {organisation && zone ? (
          <>
            <LiveSwitch
              range={range}
              zone={zone}
              onChange={(chosen) => change({ range: chosen })}
            />
            <ViewChoices view={view} organisation={organisation} onChange={change} />
          </>
        ) : (
          !error && <Skeleton variant="rounded" width={320} height={34} />
        )}
      </Box>
    </Box>
  );
}
