'use client';

import type { CustomerImportRow, ImportFieldChange } from '@cashbeat/shared-types';
import { ChevronRightIcon, Row, Rows, SPOKEN_ONLY } from '@cashbeat/ui';
import { parseIsoDate } from '@cashbeat/utils';
import Box from '@mui/material/Box';
import { useFormats } from '@/store/session/use-formats';
import { CustomerLink } from './customer-link';
import { FIELD_LABELS, type ImportField } from './import-fields';

/** Customers on record that the file changes: field by field, before and after. */
export function ChangedRows({ rows }: { rows: readonly CustomerImportRow[] }) {
  return (
    <Rows aria-label="Changed customers">
      {rows.map((row) => (
        <Row
          key={row.row}
          data-testid="changed-row"
          sx={{
            display: 'grid',
            gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'minmax(0, 1fr) minmax(0, 2fr)' },
            gap: { xs: 1.5, sm: 4 },
            px: 4,
            fontSize: '0.8125rem',
          }}
        >
          <Box sx={{ minWidth: 0 }}>
            <CustomerLink row={row} />
            <Box sx={{ fontSize: '0.75rem', color: 'text.secondary' }}>Row {row.row}</Box>
          </Box>
          <Box sx={{ display: 'grid', gap: 1, minWidth: 0 }}>
            {row.changes.map((change) => (
              <Change key={change.field} change={change} />
            ))}
          </Box>
        </Row>
      ))}
    </Rows>
  );
}

function Change({ change: { field, before, after } }: { change: ImportFieldChange }) {
  const { formatDayWithYear } = useFormats();
  const told = (of: ImportField, text: string | null) => {
    if (text === null) return 'empty';
    return of === 'due_date' && parseIsoDate(text) ? formatDayWithYear(text, 'UTC') : text;
  };
  return (
    <Box
      sx={{
        display: 'grid',
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: '150px minmax(0, 1fr)' },
        columnGap: 3,
        overflowWrap: 'anywhere',
      }}
    >
      <Box sx={{ color: 'text.secondary' }}>{FIELD_LABELS[field]}</Box>
      <Box>
        <Box component="span" sx={SPOKEN_ONLY}>
          before:{' '}
        </Box>
        <Box
          component={before === null ? 'span' : 's'}
          sx={{ color: 'text.secondary', textDecorationColor: 'text.disabled' }}
        >
          {told(field, before)}
        </Box>{' '}
        <Box
          component="span"
          sx={{ color: 'text.disabled', '& svg': { fontSize: 13, verticalAlign: '-2px' } }}
        >
          <ChevronRightIcon titleAccess="after:" />
        </Box>{' '}
        <Box component="span" sx={{ fontWeight: 550 }}>
          {told(field, after)}
        </Box>
      </Box>
    </Box>
  );
}
