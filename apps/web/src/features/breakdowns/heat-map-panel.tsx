'use client';

import type { HourOfWeek } from '@cashbeat/shared-types';
import { type FigureForm, FormChoice, Panel, Segmented } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { memo, useState } from 'react';
import { useFormats } from '@/store/session/use-formats';
import { figuresOfHour, type HeatMeasure, mostOf, nameOfHour, summariseHours } from './heat-map';
import { HeatMapGrid } from './heat-map-grid';
import { HeatMapLegend } from './heat-map-legend';
import { HeatMapTable } from './heat-map-table';

/** When in the week payments are made, and when they fail. */
export const HeatMapPanel = memo(function HeatMapPanel({
  hours,
  zone,
}: {
  hours: HourOfWeek[];
  zone: string;
}) {
  const formats = useFormats();
  const [measure, setMeasure] = useState<HeatMeasure>('count');
  const [form, setForm] = useState<FigureForm>('chart');
  const [shown, setShown] = useState<HourOfWeek | null>(null);
  return (
    <Panel
      title="Hour of the week"
      actions={
        <>
          <Segmented
            label="Measure of the heat map"
            value={measure}
            onChange={setMeasure}
            options={[
              { value: 'count', label: 'Payments' },
              { value: 'rate', label: 'Success rate' },
            ]}
          />
          <FormChoice label="Form of the hours" chart="heat map" value={form} onChange={setForm} />
        </>
      }
    >
      <Box component="figure" sx={{ m: 0 }}>
        {form === 'chart' ? (
          <HeatMapGrid hours={hours} measure={measure} onShow={setShown} />
        ) : (
          <HeatMapTable hours={hours} measure={measure} />
        )}
        <Box
          sx={{
            display: 'flex',
            flexWrap: 'wrap',
            alignItems: 'center',
            justifyContent: 'space-between',
            columnGap: 4,
            rowGap: 2,
            pt: 3,
            minHeight: 44,
          }}
        >
          <Typography
            component="figcaption"
            variant="caption"
            data-testid="heat-map-told"
            color={shown ? 'textPrimary' : 'textSecondary'}
            sx={{ fontWeight: shown ? 550 : undefined, fontVariantNumeric: 'tabular-nums' }}
          >
            {shown
              ? `${nameOfHour(shown, formats)}: ${figuresOfHour(shown, formats)}`
              : `${summariseHours(hours, measure, formats)} Times in ${zone.replaceAll('_', ' ')}.`}
          </Typography>
          {form === 'chart' && <HeatMapLegend measure={measure} most={mostOf(hours)} />}
        </Box>
      </Box>
    </Panel>
  );
});
