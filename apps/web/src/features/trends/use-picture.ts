'use client';

import { enqueueSnackbar } from 'notistack';
import type { RefObject } from 'react';
import { saveFile } from '@/features/download/save-file';
import { useGetOrganisationQuery } from '@/features/organisation/organisation-api';
import { useMethodName } from '@/features/organisation/use-method-name';
import { currentSpan, type TrendsQuery } from '@/features/range/analytics-query';
import { nameOfRange } from '@/features/range/range-label';
import { useFormats } from '@/store/session/use-formats';

export interface PictureParts {
  title: string;
  query: TrendsQuery;
  /** What the dashed line is. */
  before?: string;
  readAt?: number;
}

/** Saves the chart inside of an element as a PNG. What paints it is loaded with the first one. */
export function usePicture(frame: RefObject<HTMLElement | null>) {
  const formats = useFormats();
  const methodName = useMethodName();
  const { data: organisation } = useGetOrganisationQuery();
  return async ({ title, query, before, readAt }: PictureParts): Promise<void> => {
    const chart = frame.current?.querySelector<SVGSVGElement>('svg.recharts-surface');
    if (!chart) return;
    const { range, zone, currency, method } = query;
    const { from, to } = currentSpan(query);
    const about = [
      organisation?.name,
      nameOfRange(range, zone, formats),
      currency,
      method && methodName(method),
      zone.replaceAll('_', ' '),
    ];
    try {
      const { chartPicture } = await import('./chart-picture');
      const picture = await chartPicture(chart, {
        title,
        about: about.filter(Boolean).join(' · '),
        legend: [
          { label: 'Volume', colour: colourOf('chart-volume') },
          { label: 'Success rate', colour: colourOf('chart-rate') },
          ...(before ? [{ label: before, colour: colourOf('text-disabled'), dashed: true }] : []),
        ],
        foot: `Cashbeat${readAt ? `, as of ${formats.formatDateTime(readAt, zone)}` : ''}`,
      });
      saveFile(picture, `trend-${from.slice(0, 10)}-${to.slice(0, 10)}-${currency}.png`);
    } catch {
      enqueueSnackbar('This browser cannot make a picture of the chart.', { variant: 'error' });
    }
  };
}

function colourOf(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--cb-palette-${name}`);
}
