'use client';

import type { Customer } from '@cashbeat/shared-types';
import { SearchIcon } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { skipToken } from '@reduxjs/toolkit/query/react';
import { useState } from 'react';
import { Field, FieldInput } from '@/features/filters/field';
import { useDraft } from '@/features/filters/use-draft';
import { FormNotice } from '@/features/forms/form-notice';
import { describeFailure } from '@/store/request-failure';
import { useFormats } from '@/store/session/use-formats';
import { CLIPPED } from './cells';
import { CustomerStatusPill } from './customer-status';
import { useFindCustomersQuery } from './customers-api';

export interface CustomerFinderProps {
  question: string;
  /** Of the field, for those who do not see it. */
  label: string;
  /** The id of one that is not meant. */
  except?: string;
  onChoose: (customer: Customer) => void;
}

/** Finds a customer by any part of its name, e-mail address, phone number or external id. */
export function CustomerFinder({ question, label, except, onChoose }: CustomerFinderProps) {
  const [sought, setSought] = useState('');
  const [text, setText] = useDraft('', setSought);
  const query = useFindCustomersQuery(sought.trim() || skipToken);
  const found = query.currentData?.filter(({ id }) => id !== except);
  const failure = query.error ? describeFailure(query.error) : undefined;
  return (
    <>
      <Typography variant="body2" color="textSecondary">
        {question}
      </Typography>
      <Field icon={<SearchIcon />} active={false}>
        <FieldInput
          type="search"
          aria-label={label}
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
          No {except ? 'other customer' : 'customer'} is called like that.
        </Typography>
      )}
      {found && found.length > 0 && (
        <Box component="ul" aria-label="Customers found" sx={{ listStyle: 'none', m: 0, p: 0 }}>
          {found.map((each) => (
            <Box component="li" key={each.id}>
              <ButtonBase onClick={() => onChoose(each)} sx={FOUND}>
                <CustomerFacts customer={each} />
              </ButtonBase>
            </Box>
          ))}
        </Box>
      )}
    </>
  );
}

/** What a customer is told by among others. */
export function CustomerFacts({ customer }: { customer: Customer }) {
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
