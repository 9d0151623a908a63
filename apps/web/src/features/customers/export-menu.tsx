'use client';

import { ChevronDownIcon, DownloadIcon } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useId, useState } from 'react';
import { useDownload } from '@/features/download/use-download';
import type { CustomerFilters } from './customer-filters';
import { type CustomerExport, useExportCustomersMutation } from './customers-api';

const FORMATS: readonly { format: CustomerExport['format']; label: string }[] = [
  { format: 'csv', label: 'CSV' },
  { format: 'xlsx', label: 'Excel' },
];

/** Takes along what the filters find. */
export function ExportMenu({ filters }: { filters: CustomerFilters }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const id = useId();
  const csv = useExport(filters, 'csv');
  const xlsx = useExport(filters, 'xlsx');
  const downloads = { csv, xlsx };
  return (
    <>
      <Button
        variant="outlined"
        startIcon={<DownloadIcon />}
        endIcon={<ChevronDownIcon />}
        loading={csv.busy || xlsx.busy}
        aria-label="Export"
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        aria-controls={anchor ? id : undefined}
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ '& .MuiButton-endIcon': { ml: 1 } }}
      >
        <Box component="span" sx={{ display: { xs: 'none', sm: 'inline' } }}>
          Export
        </Box>
      </Button>
      <Menu
        id={id}
        anchorEl={anchor}
        open={anchor !== null}
        onClose={() => setAnchor(null)}
        slotProps={{ list: { 'aria-label': 'Export' } }}
      >
        {FORMATS.map(({ format, label }) => (
          <MenuItem
            key={format}
            onClick={() => {
              setAnchor(null);
              downloads[format].download();
            }}
          >
            {label}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}

function useExport(filters: CustomerFilters, format: CustomerExport['format']) {
  const [fetchFile] = useExportCustomersMutation();
  return useDownload(() => fetchFile({ filters, format }));
}
