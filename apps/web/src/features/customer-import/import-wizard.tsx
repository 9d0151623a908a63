'use client';

import type { CustomerImport } from '@cashbeat/shared-types';
import { SPOKEN_ONLY } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import { useAddressFilters } from '@/features/filters/use-address-filters';
import { useFormats } from '@/store/session/use-formats';
import { CheckStep } from './check-step';
import { ColumnsStep } from './columns-step';
import { ImportStepper } from './import-stepper';
import { checkedWords, STATE_LOOKS } from './import-words';
import { filled } from './mapping';
import { RefusedStep } from './refused-step';
import { RunningStep } from './running-step';
import { mayOpen, readView, type Step, stepOf, STEPS, writeView } from './steps';
import { SummaryStep } from './summary-step';
import { useCorrections } from './use-corrections';

/** Leads an import from step to step; which one it is follows from its state and the address. */
export function ImportWizard({ given }: { given: CustomerImport }) {
  const formats = useFormats();
  const [view, change] = useAddressFilters(readView, writeView);
  const step = stepOf(given, view);
  const corrections = useCorrections(given.id);
  const { state, columns, counts } = given;
  const named = filled(columns);
  const read = named.filter(({ field }) => field !== null).length;
  const open = (to: Step) => {
    if (to === 'columns' || to === 'check') change({ step: to });
  };
  const told =
    state === 'ready' && counts ? checkedWords(counts, formats) : `${STATE_LOOKS[state].text}.`;

  const body = () => {
    if (state === 'refused') return <RefusedStep given={given} />;
    if (step === 'columns') {
      return (
        <ColumnsStep
          // Read anew, the form begins anew.
          key={given.revision}
          given={given}
          onDone={() => change({ step: 'check', rows: undefined })}
        />
      );
    }
    if (step === 'check') {
      return <CheckStep given={given} view={view} corrections={corrections} onView={change} />;
    }
    if (step === 'import') return <RunningStep given={given} />;
    return <SummaryStep given={given} view={view} onView={change} />;
  };

  return (
    <>
      <ImportStepper
        step={step}
        finished={state === 'done' || state === 'undone'}
        notes={
          named.length > 0
            ? {
                columns: `${formats.formatCount(read)} of ${formats.formatCount(named.length)} recognised`,
              }
            : {}
        }
        open={STEPS.filter((each) => mayOpen(each, given))}
        onOpen={open}
      />
      <Box role="status" sx={SPOKEN_ONLY}>
        {told}
      </Box>
      {body()}
    </>
  );
}
