'use client';

import { FormField, TextInput } from '@cashbeat/ui/form';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Popover from '@mui/material/Popover';
import { AmountField } from '@/features/filters/amount-field';
import { ChoiceFilter } from '@/features/filters/choice-filter';
import { useDraft } from '@/features/filters/use-draft';
import { useGetOrganisationQuery } from '@/features/organisation/organisation-api';
import { inWords } from '@/features/organisation/use-method-name';
import { useView } from '@/features/range/use-view';
import { NO_FEED_FILTER, type OwnFilter } from './feed-filter';
import type { FeedFilters } from './use-feed-filter';

export interface FeedFilterFormProps extends Pick<FeedFilters, 'own' | 'methodIsGiven' | 'change'> {
  anchor: HTMLElement;
  onClose: () => void;
}

/** The filters of the feed that need words to be understood. */
export default function FeedFilterForm({
  anchor,
  own,
  methodIsGiven,
  change,
  onClose,
}: FeedFilterFormProps) {
  const { data: organisation } = useGetOrganisationQuery();
  const methods = organisation?.methods.map(({ code, name }) => ({ value: code, label: name }));
  const [{ currency: chosen }] = useView();
  const currency = chosen ?? organisation?.defaultCurrency ?? 'EUR';
  return (
    <Popover
      open
      anchorEl={anchor}
      onClose={onClose}
      anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
      transformOrigin={{ vertical: 'top', horizontal: 'right' }}
      slotProps={{
        paper: {
          role: 'dialog',
          'aria-label': 'Filters of the feed',
          sx: { mt: 1, border: 1, borderColor: 'surface.borderStrong', borderRadius: 2 },
        },
      }}
    >
      <Box sx={{ display: 'grid', gap: 4, p: 4, width: 280, '& > div': { maxWidth: 'none' } }}>
        {!methodIsGiven && (
          <ChoiceFilter
            label="Method of events"
            any="All methods"
            value={own.method}
            options={methods}
            nameOf={inWords}
            onChange={(method) => change({ method })}
          />
        )}
        <AmountField
          label={`Amount from, ${currency}`}
          value={own.minAmount ?? ''}
          currency={currency}
          help={`Events in other currencies than ${currency} are left out.`}
          onChange={(minAmount) => change({ minAmount: minAmount || undefined }, 'typed')}
        />
        <CustomerField
          value={own.customer ?? ''}
          onChange={(customer) => change({ customer: customer || undefined }, 'typed')}
        />
        <Button
          variant="outlined"
          onClick={() => {
            const { method, minAmount, customer } = NO_FEED_FILTER satisfies OwnFilter;
            change({ method, minAmount, customer });
            onClose();
          }}
        >
          Clear these filters
        </Button>
      </Box>
    </Popover>
  );
}

interface CustomerFieldProps {
  value: string;
  onChange: (value: string) => void;
}

function CustomerField({ value, onChange }: CustomerFieldProps) {
  const [text, setText] = useDraft(value, onChange);
  return (
    <FormField label="Customer">
      {(ties) => (
        <TextInput
          {...ties}
          autoComplete="off"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      )}
    </FormField>
  );
}
