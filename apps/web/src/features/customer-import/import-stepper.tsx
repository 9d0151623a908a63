'use client';

import { CheckIcon, SPOKEN_ONLY } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { type Step, STEP_LABELS, STEPS } from './steps';

export interface ImportStepperProps {
  step: Step;
  /** Beside the name of a step: "9 of 9 recognised". */
  notes?: Partial<Record<Step, string>>;
  /** Steps that can be gone to from here. */
  open?: readonly Step[];
  /** The last step is over, too. */
  finished?: boolean;
  onOpen?: (step: Step) => void;
}

/** Where an import stands on its way; a phone names the present step only. */
export function ImportStepper({
  step,
  notes = {},
  open = [],
  finished,
  onOpen,
}: ImportStepperProps) {
  const here = STEPS.indexOf(step);
  return (
    <Box component="nav" aria-label="Steps of the import">
      <Box
        component="ol"
        sx={{
          listStyle: 'none',
          m: 0,
          p: 0,
          display: 'flex',
          alignItems: 'center',
          gap: { xs: 1.5, sm: 2 },
        }}
      >
        {STEPS.map((each, place) => {
          const over = place < here || (finished === true && place === here);
          const current = place === here;
          const content = (
            <>
              <Mark current={current} over={over}>
                {over ? <CheckIcon /> : place + 1}
              </Mark>
              <Box
                component="span"
                sx={{ display: { xs: current ? 'block' : 'none', sm: 'block' }, minWidth: 0 }}
              >
                <Box component="span" sx={{ fontWeight: current ? 650 : 500 }}>
                  {STEP_LABELS[each]}
                </Box>
                {notes[each] && (
                  <Box
                    component="span"
                    sx={{
                      display: { xs: 'none', lg: 'block' },
                      fontSize: '0.75rem',
                      color: 'text.secondary',
                    }}
                  >
                    {notes[each]}
                  </Box>
                )}
              </Box>
              {over && (
                <Box component="span" sx={SPOKEN_ONLY}>
                  {' '}
                  (done)
                </Box>
              )}
            </>
          );
          return (
            <Box
              key={each}
              component="li"
              aria-current={current ? 'step' : undefined}
              sx={{
                display: 'flex',
                alignItems: 'center',
                gap: 'inherit',
                flex: {
                  xs: current ? '0 1 auto' : '0 0 auto',
                  sm: place > 0 ? '1 1 0' : '0 0 auto',
                },
                minWidth: 0,
              }}
            >
              {place > 0 && <Line over={place <= here} />}
              {open.includes(each) && !current ? (
                <Box component="button" type="button" onClick={() => onOpen?.(each)} sx={OPENED}>
                  {content}
                </Box>
              ) : (
                <Box
                  component="span"
                  sx={{ ...STEP, color: current || over ? 'text.primary' : 'text.secondary' }}
                >
                  {content}
                </Box>
              )}
            </Box>
          );
        })}
      </Box>
    </Box>
  );
}

function Mark({
  current,
  over,
  children,
}: {
  current: boolean;
  over: boolean;
  children: ReactNode;
}) {
  return (
    <Box
      component="span"
      aria-hidden={over || undefined}
      sx={{
        width: 24,
        height: 24,
        flexShrink: 0,
        borderRadius: 999,
        display: 'grid',
        placeItems: 'center',
        fontSize: '0.75rem',
        fontWeight: 650,
        border: 1.5,
        borderColor: current || over ? 'primary.main' : 'surface.borderStrong',
        color: over ? 'primary.contrastText' : current ? 'primary.main' : 'text.secondary',
        bgcolor: over ? 'primary.main' : current ? 'tone.brand.tint' : 'transparent',
        '& svg': { fontSize: 14, strokeWidth: 2.5 },
      }}
    >
      {children}
    </Box>
  );
}

function Line({ over }: { over: boolean }) {
  return (
    <Box
      aria-hidden
      sx={{
        flex: { xs: '0 0 10px', sm: '1 1 16px' },
        height: '1.5px',
        bgcolor: over ? 'primary.main' : 'divider',
      }}
    />
  );
}

const STEP = {
  display: 'flex',
  alignItems: 'center',
  gap: 2,
  minWidth: 0,
  fontSize: '0.8125rem',
  lineHeight: 1.35,
  textAlign: 'left',
} as const;

const OPENED = {
  ...STEP,
  fontFamily: 'inherit',
  p: 0.5,
  m: -0.5,
  border: 0,
  borderRadius: 2,
  bgcolor: 'transparent',
  color: 'text.primary',
  cursor: 'pointer',
  '&:hover': { textDecoration: 'underline' },
} as const;
