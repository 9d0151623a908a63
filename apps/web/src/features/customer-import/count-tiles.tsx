'use client';

import Box from '@mui/material/Box';
import { type KeyboardEvent, useId } from 'react';
import { useFormats } from '@/store/session/use-formats';
import type { RowOutcome } from './import-fields';
import { OUTCOME_LOOKS } from './import-words';

export interface CountTilesProps {
  counts: readonly { outcome: RowOutcome; count: number; label?: string }[];
  chosen: RowOutcome;
  /** The numbers are those of the check before. */
  outdated?: boolean;
  /** Id of the panel that lists the rows of the chosen one. */
  panel: string;
  onChoose: (outcome: RowOutcome) => void;
}

const STEPS: Partial<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };

/** How many rows there are of each outcome. A tile is a tab: its rows are listed below. */
export function CountTiles({ counts, chosen, outdated, panel, onChoose }: CountTilesProps) {
  const { formatCount } = useFormats();
  const id = useId();
  const move = (event: KeyboardEvent<HTMLElement>) => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const place = counts.findIndex(({ outcome }) => outcome === chosen);
    const next = counts[(place + step + counts.length) % counts.length]!;
    onChoose(next.outcome);
    document.getElementById(`${id}${next.outcome}`)?.focus();
  };
  return (
    <Box
      role="tablist"
      aria-label="Rows of the file"
      onKeyDown={move}
      sx={{
        display: 'grid',
        gap: { xs: 2, sm: 3 },
        gridTemplateColumns: {
          xs: 'repeat(2, minmax(0, 1fr))',
          sm: 'repeat(auto-fit, minmax(120px, 1fr))',
        },
      }}
    >
      {counts.map(({ outcome, count, label }) => {
        const { tone, label: usual } = OUTCOME_LOOKS[outcome];
        const current = outcome === chosen;
        return (
          <Box
            key={outcome}
            component="button"
            type="button"
            role="tab"
            id={`${id}${outcome}`}
            aria-selected={current}
            aria-controls={panel}
            tabIndex={current ? 0 : -1}
            data-testid={`rows-${outcome}`}
            onClick={() => onChoose(outcome)}
            sx={{
              font: 'inherit',
              textAlign: 'left',
              cursor: 'pointer',
              display: 'grid',
              gap: 0.5,
              px: { xs: 3, sm: 4 },
              py: { xs: 2, sm: 3 },
              borderRadius: 3,
              border: 1,
              borderColor: current ? 'primary.main' : 'divider',
              boxShadow: current ? 'inset 0 0 0 1px var(--cb-palette-primary-main)' : 'none',
              bgcolor: 'background.paper',
              color: 'text.primary',
              '&:hover': { borderColor: current ? 'primary.main' : 'surface.borderStrong' },
            }}
          >
            <Box
              component="span"
              sx={{
                typography: 'figure',
                color:
                  count === 0
                    ? 'text.disabled'
                    : TONED.has(outcome)
                      ? `tone.${tone}.main`
                      : undefined,
                opacity: outdated ? 0.55 : 1,
              }}
            >
              {formatCount(count)}
            </Box>
            <Box component="span" sx={{ fontSize: '0.8125rem', color: 'text.secondary' }}>
              {label ?? usual}
            </Box>
          </Box>
        );
      })}
    </Box>
  );
}

/** Their number asks for something to be done. */
const TONED: ReadonlySet<RowOutcome> = new Set<RowOutcome>(['bad', 'failed']);
