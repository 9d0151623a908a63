'use client';

import { Segmented } from '@cashbeat/ui';
import { daysOf, RANGE_PRESETS, type RangePreset, resolveRange } from '@cashbeat/utils';
import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import { useGetOrganisationQuery } from '@/features/organisation/organisation-api';
import { inWords } from '@/features/organisation/use-method-name';
import { type Choice, ChoiceMenu } from './choice-menu';
import { CustomRange } from './custom-range';
import { RANGE_LABELS } from './range-label';
import { useView } from './use-view';
import { ZoneMenu } from './zone-menu';

const PRESETS = RANGE_PRESETS.map((value) => ({
  value,
  label: RANGE_LABELS[value].short,
  title: RANGE_LABELS[value].long,
}));

/** What the whole page is about: range, zone, currency, method. All of it stands in the address. */
export function RangeBar() {
  const [{ range, currency, method, zone }, change] = useView();
  const { data: organisation, error } = useGetOrganisationQuery();
  const preset: RangePreset | null = range.preset === 'custom' ? null : range.preset;

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
          '& > *': { display: { xs: 'flex', sm: 'inline-flex' } },
          '& button': { flexGrow: 1 },
        }}
      >
        <Segmented
          label="Time range"
          value={preset}
          options={PRESETS}
          onChange={(value) => change({ range: { preset: value } })}
        />
      </Box>
      <CustomRange
        range={range}
        shownDays={() => {
          const shown = zone ?? organisation?.timeZone;
          return shown ? daysOf(resolveRange(range, shown, Date.now()), shown) : undefined;
        }}
        onChange={(custom) => change({ range: custom })}
      />
      <Box
        sx={{
          display: { xs: 'contents', sm: 'flex' },
          '& > *': { flexGrow: { xs: 1, sm: 0 } },
          flexWrap: 'wrap',
          gap: 2,
          ml: { lg: 'auto' },
        }}
      >
        {organisation ? (
          <>
            <ChoiceMenu
              label="Method"
              value={method ?? ''}
              active={method !== undefined}
              options={[
                { value: '', label: 'All methods' },
                ...withAsked(
                  organisation.methods.map(({ code, name }) => ({ value: code, label: name })),
                  method,
                  inWords,
                ),
              ]}
              onChange={(value) => change({ method: value || undefined })}
            />
            <ChoiceMenu
              label="Currency"
              value={currency ?? organisation.defaultCurrency}
              options={withAsked(
                organisation.currencies.map((code) => ({ value: code, label: code })),
                currency,
              )}
              onChange={(value) =>
                change({ currency: value === organisation.defaultCurrency ? undefined : value })
              }
            />
            <ZoneMenu
              zone={zone ?? organisation.timeZone}
              organisationZone={organisation.timeZone}
              onChange={(value) =>
                change({ zone: value === organisation.timeZone ? undefined : value })
              }
            />
          </>
        ) : (
          !error && <Skeleton variant="rounded" width={320} height={34} />
        )}
      </Box>
    </Box>
  );
}

/** A choice of the address that the organisation does not have is in force all the same, so in sight. */
function withAsked(
  known: readonly Choice[],
  asked: string | undefined,
  labelOf: (value: string) => string = (value) => value,
): readonly Choice[] {
  if (asked === undefined || known.some(({ value }) => value === asked)) return known;
  return [...known, { value: asked, label: labelOf(asked) }];
}
