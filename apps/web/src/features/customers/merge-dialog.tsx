'use client';

import type { Customer } from '@cashbeat/shared-types';
import { SearchIcon, SortIcon } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import ButtonBase from '@mui/material/ButtonBase';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { skipToken } from '@reduxjs/toolkit/query/react';
import { enqueueSnackbar } from 'notistack';
import { useState } from 'react';
import { useGo } from '@/features/commands/use-go';
import { Field, FieldInput } from '@/features/filters/field';
import { useDraft } from '@/features/filters/use-draft';
import { FormNotice } from '@/features/forms/form-notice';
import { DialogActions, DialogFrame } from '@/features/settings/dialog-frame';
import { refusalInWords } from '@/features/settings/refusal-in-words';
import { describeFailure } from '@/store/request-failure';
import { useFormats } from '@/store/session/use-formats';
import { CLIPPED, customerAddress } from './cells';
import { CustomerStatusPill } from './customer-status';
import { useFindCustomersQuery, useMergeCustomersMutation } from './customers-api';

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
        <Finder customer={customer} onChoose={setOther} />
      )}
    </DialogFrame>
  );
}

function Finder({ customer, onChoose }: { customer: Customer; onChoose: (o: Customer) => void }) {
  const [sought, setSought] = useState('');
  const [text, setText] = useDraft('', setSought);
  const query = useFindCustomersQuery(sought.trim() || skipToken);
  const found = query.currentData?.filter(({ id }) => id !== customer.id);
  const failure = query.error ? describeFailure(query.error) : undefined;
  return (
    <>
      <Typography variant="body2" color="textSecondary">
        Which customer is it the same as? Its charges and payments come together there.
      </Typography>
      <Field icon={<SearchIcon />} active={false}>
        <FieldInput
          type="search"
          aria-label="Find the other customer"
          placeholder="Name, e-mail, phone or external id"
          autoFocus
          value={text}
          onChange={setText}
        />
      </Field>
      {failure && <FormNotice messages={[failure.detail]} requestId={failure.requestId} />}
      {query.isFetching && !found && (
        <Box role="status" aria-label="Looking">
          <Skeleton height={44} />
          <Skeleton height={44} />
        </Box>
      )}
      {found?.length === 0 && (
        <Typography variant="body2" color="textSecondary" role="status">
          No other customer is called like that.
        </Typography>
      )}
      {found && found.length > 0 && (
        <Box component="ul" aria-label="Customers found" sx={{ listStyle: 'none', m: 0, p: 0 }}>
          {found.map((each) => (
            <Box component="li" key={each.id}>
              <ButtonBase onClick={() => onChoose(each)} sx={FOUND}>
                <Facts customer={each} />
              </ButtonBase>
            </Box>
          ))}
        </Box>
      )}
    </>
  );
}

function Facts({ customer }: { customer: Customer }) {
  const { formatMoney } = useFormats();
  const known = [customer.externalId, customer.email, customer.phone].filter(Boolean).join(' · ');
  return (
    <>
      <Box component="span" sx={{ flex: 1, minWidth: 0, textAlign: 'left' }}>
        <Box component="span" sx={{ ...CLIPPED, display: 'block', fontWeight: 550 }}>
          {customer.name}
        </Box>
        <Typography
          variant="caption"
          component="span"
          color="textSecondary"
          sx={{ ...CLIPPED, display: 'block' }}
        >
          {known || 'Nothing else is known'}
        </Typography>
      </Box>
      <Box component="span" sx={{ display: 'grid', justifyItems: 'end', gap: 0.5 }}>
        <Box component="span" sx={{ fontWeight: 550 }}>
          {formatMoney(customer.outstandingAmount, customer.currency)}
        </Box>
        <CustomerStatusPill customer={customer} />
      </Box>
    </>
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
        <Facts customer={customer} />
      </Box>
    </Box>
  );
}

const FOUND = {
  display: 'flex',
  gap: 3,
  width: '100%',
  px: 3,
  py: 2,
  borderRadius: 2,
  fontSize: '0.8125rem',
  '&:hover, &:focus-visible': { bgcolor: 'surface.sunken' },
} as const;
