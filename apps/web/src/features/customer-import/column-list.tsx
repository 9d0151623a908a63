'use client';

import type { CustomerImportColumn } from '@cashbeat/shared-types';
import { Row, Rows } from '@cashbeat/ui';
import { SelectInput } from '@cashbeat/ui/form';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { columnLetters, FIELD_LABELS, FIELDS, isField } from './import-fields';
import { filled, placeOf } from './mapping';
import type { Reading } from './use-reading';

export interface ColumnListProps {
  columns: readonly CustomerImportColumn[];
  reading: Reading;
}

/** Each column of the file with its first values, and what it is read as. */
export function ColumnList({ columns, reading }: ColumnListProps) {
  return (
    <Rows aria-label="Columns of the file">
      {filled(columns).map((column) => (
        <ColumnRow key={column.position} column={column} columns={columns} reading={reading} />
      ))}
    </Rows>
  );
}

interface ColumnRowProps extends ColumnListProps {
  column: CustomerImportColumn;
}

function ColumnRow({ column, columns, reading }: ColumnRowProps) {
  const { position, samples } = column;
  const { mapping, taken, locked, map } = reading;
  const letters = columnLetters(position);
  const name = nameOf(column);
  const chosen = mapping.get(position) ?? null;
  return (
    <Row
      data-testid="import-column"
      data-position={position}
      sx={{
        display: 'grid',
        alignItems: 'center',
        gap: { xs: 2, sm: 4 },
        gridTemplateColumns: {
          xs: 'minmax(0, 1fr)',
          sm: 'minmax(0, 1fr) minmax(0, 260px)',
          lg: 'minmax(0, 1fr) minmax(0, 1.2fr) minmax(0, 280px)',
        },
        px: 4,
      }}
    >
      <Box sx={{ minWidth: 0, display: { lg: 'contents' } }}>
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 2, fontSize: '0.875rem' }}>
          <Box
            component="span"
            aria-hidden
            sx={{
              minWidth: 24,
              px: 1,
              textAlign: 'center',
              borderRadius: 1,
              fontSize: '0.75rem',
              color: 'text.secondary',
              bgcolor: 'surface.sunken',
            }}
          >
            {letters}
          </Box>
          <Box component="span" sx={{ fontWeight: 600, minWidth: 0, overflowWrap: 'anywhere' }}>
            {name}
          </Box>
        </Box>
        <Typography
          variant="body2"
          color="textSecondary"
          sx={{ mt: 0.5, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}
        >
          {samples.length > 0 ? samples.join(' · ') : 'No values'}
        </Typography>
      </Box>
      <Box sx={{ display: 'grid', gap: 1 }}>
        <SelectInput
          aria-label={`Column ${letters}, ${name}, is read as`}
          value={chosen ?? ''}
          disabled={locked}
          onChange={({ target }) => map(position, isField(target.value) ? target.value : null)}
        >
          <option value="">Not imported</option>
          {FIELDS.map((field) => {
            const place = placeOf(mapping, field);
            const other = place !== position && columns.find((each) => each.position === place);
            return (
              <option key={field} value={field}>
                {FIELD_LABELS[field]}
                {other ? ` (now column ${columnLetters(other.position)})` : ''}
              </option>
            );
          })}
        </SelectInput>
        {taken?.from === position && (
          <Typography variant="caption" sx={{ color: 'tone.warning.main', fontWeight: 550 }}>
            {FIELD_LABELS[taken.field]} is read from another column now; this one is not imported.
          </Typography>
        )}
      </Box>
    </Row>
  );
}

function nameOf({ name, position }: CustomerImportColumn): string {
  return name || `Column ${columnLetters(position)}`;
}
