'use client';

import { ArrowDownIcon, ArrowUpIcon } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { type Column, directionOf, nextSort } from './columns';
import type { Sort } from './customer-filters';

export interface SortHeadProps {
  column: Column;
  sort: Sort;
  onSort: (sort: Sort) => void;
}

/** The head of a column: a click sorts by it, a second one the other way round. */
export function SortHead({ column, sort, onSort }: SortHeadProps) {
  const direction = directionOf(column, { sort });
  const Icon = direction === 'descending' ? ArrowDownIcon : ArrowUpIcon;
  return (
    <ButtonBase
      onClick={() => onSort(nextSort(column, sort))}
      sx={{
        font: 'inherit',
        color: direction ? 'text.primary' : 'inherit',
        gap: 1,
        borderRadius: 1,
        maxWidth: '100%',
        flexDirection: column.align === 'right' ? 'row-reverse' : 'row',
        '& svg': { fontSize: 13, opacity: direction ? 1 : 0 },
        '&:hover svg, &:focus-visible svg': { opacity: direction ? 1 : 0.5 },
      }}
    >
      <Box component="span" sx={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>
        {column.label}
      </Box>
      <Icon />
    </ButtonBase>
  );
}
