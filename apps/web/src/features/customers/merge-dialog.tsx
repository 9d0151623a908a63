'use client';

import type { Customer } from '@cashbeat/shared-types';
import { SortIcon } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { enqueueSnackbar } from 'notistack';
import { useState } from 'react';
import { useGo } from '@/features/commands/use-go';
import { FormNotice } from '@/features/forms/form-notice';
import { DialogActions, DialogFrame } from '@/features/settings/dialog-frame';
import { refusalInWords } from '@/features/settings/refusal-in-words';
import { describeFailure } from '@/store/request-failure';
import { useFormats } from '@/store/session/use-formats';
import { customerAddress } from './cells';
import { CustomerFacts, CustomerFinder } from './customer-finder';
import { useMergeCustomersMutation } from './customers-api';

export interface MergeDialogProps {
  customer: Customer;
  onClose: () => void;
}

/** Makes two records of one customer one: finds the other, shows what will happen, does it. */
export default function MergeDialog({ customer, onClose }: MergeDialogProps) {
  const [other, setOther] = useState<Customer>();
  return (
    <DialogFrame title={`Merge ${customer.name}`} onClose={onClose} width={560}>
      {other ? (
        <Outcome
          source={customer}
          target={other}
          onBack={() => setOther(undefined)}
          onClose={onClose}
        />
      ) : (
        <CustomerFinder
          question="Which customer is it the same as? Its charges and payments come together there."
          label="Find the other customer"
          except={customer.id}
          onChoose={setOther}
        />
      )}
    </DialogFrame>
  );
}

interface OutcomeProps {
  source: Customer;
  target: Customer;
  onBack: () => void;
  onClose: () => void;
}

function Outcome({ source: first, target: second, onBack, onClose }: OutcomeProps) {
  const [swapped, setSwapped] = useState(false);
  const [source, target] = swapped ? [second, first] : [first, second];
  const [merge, { isLoading, error }] = useMergeCustomersMutation();
  const { formatMoney, formatCount } = useFormats();
  const go = useGo();
  const failure = error ? describeFailure(error) : undefined;
  const foreign = source.currency !== target.currency;
  const act = async () => {
    const outcome = await merge({
      targetId: target.id,
      merge: { version: target.version, sourceId: source.id },
    });
    if (outcome.error) return;
    enqueueSnackbar(`${source.name} is part of ${target.name} now`, { variant: 'success' });
    onClose();
    go(customerAddress(target.id));
  };
  return (
    <>
      <Part title="Is merged" customer={source} />
      <Button
        variant="outlined"
        startIcon={<SortIcon />}
        onClick={() => setSwapped(!swapped)}
        sx={{ justifySelf: 'center', my: -2 }}
      >
        The other way round
      </Button>
      <Part title="Stays" customer={target} />
      <Typography
        component="ul"
        variant="body2"
        color="textSecondary"
        sx={{ m: 0, pl: 4, display: 'grid', gap: 1 }}
      >
        <li>
          {source.openCharges === 1
            ? '1 open charge'
            : `${formatCount(source.openCharges)} open charges`}{' '}
          ({formatMoney(source.outstandingAmount, source.currency)}) and all payments of{' '}
          {source.name} go to {target.name}.
        </li>
        <li>
          Name, contact details, tags and notes of {target.name} stay as they are; those of{' '}
          {source.name} are not taken over.
        </li>
        <li>
          Links to {source.name} and payments that still name it lead to {target.name}.
        </li>
        <li>This cannot be taken back.</li>
      </Typography>
      {foreign && (
        <FormNotice
          messages={[
            `${source.name} owes in ${source.currency} and ${target.name} in ${target.currency}: these two cannot be one.`,
          ]}
        />
      )}
      {failure && <FormNotice messages={[mergeRefusal(failure)]} requestId={failure.requestId} />}
      <DialogActions>
        <Button variant="outlined" onClick={onBack}>
          Choose another
        </Button>
        <Button
          variant="contained"
          color="error"
          loading={isLoading}
          disabled={foreign}
          onClick={() => void act()}
        >
          Merge for good
        </Button>
      </DialogActions>
    </>
  );
}

function mergeRefusal(failure: ReturnType<typeof describeFailure>): string {
  return failure.code === 'customer_changed_meanwhile'
    ? 'Somebody changed the customer that stays. Choose it anew to see how it stands now.'
    : refusalInWords(failure);
}

function Part({ title, customer }: { title: string; customer: Customer }) {
  return (
    <Box
      role="group"
      aria-label={title}
      sx={{ border: 1, borderColor: 'surface.borderStrong', borderRadius: 2, px: 3, py: 2.5 }}
    >
      <Typography variant="caption" component="div" color="textSecondary" sx={{ mb: 1 }}>
        {title}
      </Typography>
      <Box sx={{ display: 'flex', gap: 3, alignItems: 'center', fontSize: '0.8125rem' }}>
        <CustomerFacts customer={customer} />
      </Box>
    </Box>
  );
}
