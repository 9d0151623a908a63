'use client';

import type { Customer } from '@cashbeat/shared-types';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { SelectField, TextAreaField, TextField } from '@/features/forms';
import { useGetOrganisationQuery } from '@/features/organisation/organisation-api';
import { ContactsField } from './contacts-field';
import { currencyChoices } from './currency-choices';
import { Side } from './side';
import { TagsField } from './tags-field';
import { useAgents } from './use-agents';

/** Who it is, and what is owed: all that most people fill in. */
export function SimpleFields({ customer }: { customer?: Customer }) {
  return (
    <>
      <TextField
        name="name"
        label="Name"
        placeholder="Stadtwerke Musterstadt GmbH"
        autoComplete="off"
        maxLength={200}
        autoFocus
      />
      <Side>
        <TextField
          name="email"
          label="E-mail address"
          type="email"
          inputMode="email"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          placeholder="accounts@example.com"
          optional
        />
        <TextField
          name="phone"
          label="Phone"
          type="tel"
          autoComplete="off"
          placeholder="+49 30 901820"
          optional
        />
      </Side>
      <Owing customer={customer} />
    </>
  );
}

function Owing({ customer }: { customer?: Customer }) {
  const { data: organisation } = useGetOrganisationQuery();
  if (customer && customer.openCharges > 1) {
    return (
      <Typography variant="body2" color="textSecondary">
        {customer.openCharges} charges are open: amounts and due dates are changed at each of them.
      </Typography>
    );
  }
  return (
    <Box
      sx={{
        display: 'grid',
        gridTemplateColumns: { xs: 'minmax(0, 1fr) 112px', sm: 'minmax(0, 1fr) 112px 172px' },
        gap: 3,
        alignItems: 'start',
        '& > :last-child': { gridColumn: { xs: '1 / -1', sm: 'auto' } },
      }}
    >
      <TextField
        name="outstandingAmount"
        label="Outstanding amount"
        inputMode="decimal"
        autoComplete="off"
        optional={!customer?.openCharges}
      />
      <SelectField
        name="currency"
        label="Currency"
        disabled={customer !== undefined}
        options={
          customer
            ? [{ value: customer.currency, label: customer.currency }]
            : currencyChoices(organisation?.currencies)
        }
      />
      <TextField
        name="dueDate"
        label="Due date"
        type="date"
        help={customer ? undefined : 'In 30 days if left empty.'}
      />
    </Box>
  );
}

/** What else may be known. */
export function FurtherFields({ customer }: { customer?: Customer }) {
  const agents = useAgents() ?? [];
  const kept = customer?.agent;
  const left = kept && !agents.some(({ id }) => id === kept.id) ? [kept] : [];
  return (
    <>
      <Side>
        <SelectField
          name="agentId"
          label="Agent"
          options={[
            { value: '', label: 'Nobody' },
            ...[...agents, ...left].map(({ id, name }) => ({ value: id, label: name })),
          ]}
          help="Looks after the customer."
        />
        <TextField
          name="externalId"
          label="External id"
          autoComplete="off"
          spellCheck={false}
          maxLength={128}
          placeholder="K-10042"
          help="Its name in another system."
          optional
        />
      </Side>
      <TagsField />
      <TextAreaField name="address" label="Address" autoComplete="off" optional />
      <ContactsField />
      <TextAreaField name="notes" label="Notes" help="For colleagues." rows={3} optional />
    </>
  );
}
