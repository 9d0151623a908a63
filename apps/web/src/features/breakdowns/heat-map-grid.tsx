'use client';

import type { HourOfWeek } from '@cashbeat/shared-types';
import { SPOKEN_ONLY } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import type { Theme } from '@mui/material/styles';
import useMediaQuery from '@mui/material/useMediaQuery';
import { type KeyboardEvent, memo, useRef, useState } from 'react';
import { useFormats } from '@/store/session/use-formats';
import {
  figuresOfHour,
  type HeatMeasure,
  HOURS,
  levelOf,
  mostOf,
  nameOfHour,
  WEEKDAYS,
} from './heat-map';
import { heatColour } from './heat-colour';

export interface HeatMapGridProps {
  hours: HourOfWeek[];
  measure: HeatMeasure;
  onShow: (hour: HourOfWeek | null) => void;
}

const STEPS: Partial<Record<string, [down: number, across: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  Home: [0, -24],
  End: [0, 24],
};

/** The week as a field of colours. One stop of the Tab key; arrows walk from hour to hour. */
export const HeatMapGrid = memo(function HeatMapGrid({ hours, measure, onShow }: HeatMapGridProps) {
  const formats = useFormats();
  // Side by side, 24 hours would be too narrow for a thumb.
  const upright = useMediaQuery<Theme>((theme) => theme.breakpoints.down('sm'));
  const grid = useRef<HTMLDivElement>(null);
  const [stop, setStop] = useState({ weekday: 1, hour: 9 });
  const most = mostOf(hours);
  const at = (weekday: number, hour: number) => hours[(weekday - 1) * 24 + hour]!;
  const lines = upright
    ? HOURS.map((hour) => ({
        name: formats.formatHour(hour),
        cells: WEEKDAYS.map((weekday) => at(weekday, hour)),
      }))
    : WEEKDAYS.map((weekday) => ({
        name: formats.formatWeekday(weekday),
        cells: HOURS.map((hour) => at(weekday, hour)),
      }));

  const walk = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const [days, ours] = upright ? [step[1], step[0]] : step;
    const weekday = between(1, stop.weekday + days, 7);
    const hour = between(0, stop.hour + ours, 23);
    grid.current?.querySelector<HTMLElement>(`[data-hour="${weekday}-${hour}"]`)?.focus();
  };

  return (
    <Box
      ref={grid}
      role="grid"
      aria-label={
        measure === 'count' ? 'Payments by hour of the week' : 'Success rate by hour of the week'
      }
      onKeyDown={walk}
      onMouseLeave={() => onShow(null)}
      sx={{
        display: 'grid',
        gap: '2px',
        gridTemplateColumns: `max-content repeat(${upright ? 7 : 24}, minmax(0, 1fr))`,
        fontSize: '0.6875rem',
        color: 'text.secondary',
        '& [role=row]': { display: 'contents' },
        '& [role=columnheader]': { textAlign: 'center', lineHeight: '18px' },
        '& [role=rowheader]': { pr: 2, alignSelf: 'center', textAlign: 'right' },
        '& [role=gridcell]': { height: { xs: 24, sm: 26 }, borderRadius: 0.75 },
        '& [role=gridcell]:hover': {
          outline: '2px solid var(--cb-palette-text-primary)',
          outlineOffset: -1,
        },
        '& [role=gridcell]:focus-visible': { outlineOffset: 1, zIndex: 1 },
      }}
    >
      <div role="row">
        <div role="columnheader">
          <Box component="span" sx={SPOKEN_ONLY}>
            {upright ? 'Hour' : 'Day'}
          </Box>
        </div>
        {upright
          ? WEEKDAYS.map((weekday) => (
              <Heading key={weekday} full={formats.formatWeekday(weekday, 'long')}>
                {formats.formatWeekday(weekday)}
              </Heading>
            ))
          : HOURS.map((hour) => (
              <Heading key={hour} full={formats.formatHour(hour)}>
                {hour}
              </Heading>
            ))}
      </div>
      {lines.map(({ name, cells }) => (
        <div key={name} role="row">
          <div role="rowheader">{name}</div>
          {cells.map((cell) => (
            <HourCell
              key={`${cell.weekday}-${cell.hour}`}
              hour={cell}
              level={levelOf(cell, measure, most)}
              measure={measure}
              told={`${nameOfHour(cell, formats)}: ${figuresOfHour(cell, formats)}`}
              isStop={cell.weekday === stop.weekday && cell.hour === stop.hour}
              onShow={onShow}
              onStop={setStop}
            />
          ))}
        </div>
      ))}
    </Box>
  );
});

function Heading({ full, children }: { full: string; children: string | number }) {
  return (
    <div role="columnheader" aria-label={full}>
      {children}
    </div>
  );
}

interface HourCellProps {
  hour: HourOfWeek;
  level: number;
  measure: HeatMeasure;
  told: string;
  isStop: boolean;
  onShow: (hour: HourOfWeek | null) => void;
  onStop: (hour: HourOfWeek) => void;
}

const HourCell = memo(function HourCell({
  hour,
  level,
  measure,
  told,
  isStop,
  onShow,
  onStop,
}: HourCellProps) {
  return (
    <div
      role="gridcell"
      aria-label={told}
      tabIndex={isStop ? 0 : -1}
      data-hour={`${hour.weekday}-${hour.hour}`}
      data-level={level}
      onMouseEnter={() => onShow(hour)}
      onClick={() => onShow(hour)}
      onFocus={() => {
        onStop(hour);
        onShow(hour);
      }}
      onBlur={() => onShow(null)}
      style={{ background: heatColour(measure, level) }}
    />
  );
});

function between(least: number, value: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
