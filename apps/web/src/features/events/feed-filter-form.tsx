'use client';

import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Popover from '@mui/material/Popover';
import TextField from '@mui/material/TextField';
import { ChoiceFilter } from '@/features/filters/choice-filter';
import { useDraft } from '@/features/filters/use-draft';
import { useGetOrganisationQuery } from '@/features/organisation/organisation-api';
import { inWords } from '@/features/organisation/use-method-name';
import { useView } from '@/features/range/use-view';
import { useFormats } from '@/store/session/use-formats';
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
          value={own.minAmount ?? ''}
          currency={currency}
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

interface FieldProps {
  value: string;
  onChange: (value: string) => void;
}

function AmountField({ value, currency, onChange }: FieldProps & { currency: string }) {
  const { readAmount, spellAmount } = useFormats();
  const faultOf = (text: string) => (text === '' ? undefined : readAmount(text, currency).fault);
  const [text, setText] = useDraft(
    spellAmount(value),
    (typed) => onChange(typed && String(readAmount(typed, currency).amount)),
    (typed) => faultOf(typed) === undefined,
  );
  const fault = faultOf(text);
  return (
    <TextField
      size="small"
      autoComplete="off"
      label={`Amount from, ${currency}`}
      value={text}
      onChange={(event) => setText(event.target.value)}
      error={fault !== undefined}
      helperText={fault ?? `Events in other currencies than ${currency} are left out.`}
      slotProps={{ htmlInput: { inputMode: 'decimal' } }}
    />
  );
}

function CustomerField({ value, onChange }: FieldProps) {
  const [text, setText] = useDraft(value, onChange);
  return (
    <TextField
      size="small"
      autoComplete="off"
      label="Customer"
      value={text}
      onChange={(event) => setText(event.target.value)}
    />
  );
}
