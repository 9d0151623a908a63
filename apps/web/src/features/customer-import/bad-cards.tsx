'use client';

import { ChevronDownIcon } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { memo, useId, useState } from 'react';
import { BadCell, CELLS } from './bad-cell';
import { type BadListProps, type BadRowProps, outOf, rowProps, textOf } from './bad-list';
import { PROBLEMS, RowProblems } from './row-problems';
import type { ShownField } from './shown-fields';

/** On a phone each row is a card: what is wrong, the cells at fault, the others on demand. */
export function BadCards(props: BadListProps) {
  const propsOf = rowProps(props, outOf(props));
  return (
    <Box component="ul" aria-label="Rows with problems" sx={{ listStyle: 'none', m: 0, p: 0 }}>
      {props.rows.map((row) => (
        <Card key={row.row} {...propsOf(row)} />
      ))}
    </Box>
  );
}

const Card = memo(function Card(props: BadRowProps) {
  const { row, fields, drafts, out, deeds } = props;
  const id = useId();
  const [all, setAll] = useState(false);
  const faulty = ({ field }: ShownField) =>
    drafts?.[field] !== undefined || row.problems.some((problem) => problem.field === field);
  const shown = all ? fields : fields.filter(faulty);
  return (
    <Box
      component="li"
      data-testid="bad-row"
      data-row={row.row}
      sx={{
        ...CELLS,
        ...PROBLEMS,
        '& .deed': { ...PROBLEMS['& .deed'], fontSize: '0.8125rem', py: '7px', px: 3 },
        '& .cell': { ...CELLS['& .cell'], height: 40, fontSize: '1rem' },
        '& button.cell': { ...CELLS['& button.cell'], borderColor: 'divider' },
        display: 'grid',
        gridTemplateColumns: 'minmax(0, 1fr)',
        gap: 2.5,
        px: 4,
        py: 4,
        borderBottom: 1,
        borderColor: 'divider',
        '&:last-child': { borderBottom: 0 },
      }}
    >
      <Box sx={{ display: 'flex', alignItems: 'baseline', gap: 2 }}>
        <Typography
          variant="h3"
          component="h3"
          sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}
        >
          Row {row.row}
          {textOf(props, 'name') && (
            <Box component="span" sx={{ fontWeight: 400, color: 'text.secondary' }}>
              {' '}
              · {textOf(props, 'name')}
            </Box>
          )}
        </Typography>
        {!out && (
          <Button
            aria-label={`Leave out row ${row.row}`}
            onClick={() => deeds.leaveOut(row)}
            sx={{ my: -1.5, mr: -2, color: 'text.secondary' }}
          >
            Leave out
          </Button>
        )}
      </Box>
      <RowProblems of={props} id={id} />
      {!out &&
        shown.map((field) => (
          <Box key={field.field} sx={{ display: 'grid', gap: 1 }}>
            <Typography aria-hidden variant="caption" color="textSecondary">
              {field.label}
            </Typography>
            <BadCell of={props} field={field} told={`${id}${field.field}`} />
          </Box>
        ))}
      {!out && shown.length < fields.length && (
        <Button
          endIcon={<ChevronDownIcon />}
          onClick={() => setAll(true)}
          sx={{ justifySelf: 'start', ml: -2, my: -1 }}
        >
          All cells of the row
        </Button>
      )}
    </Box>
  );
});
