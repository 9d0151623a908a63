'use client';

import { BookmarkIcon, ChevronDownIcon } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import dynamic from 'next/dynamic';
import { useId, useState } from 'react';
import type { ViewPage } from './views-api';

const ViewsPopup = dynamic(() => import('./views-popup'), { ssr: false });

/** Views of a page that people saved: opened by name, whatever the address says now can be kept. */
export function ViewsMenu({ page }: { page: ViewPage }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [used, setUsed] = useState(false);
  const id = useId();
  return (
    <>
      <Button
        variant="outlined"
        startIcon={<BookmarkIcon />}
        endIcon={<ChevronDownIcon />}
        aria-label="Saved views"
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        aria-controls={anchor ? id : undefined}
        onClick={(event) => {
          setUsed(true);
          setAnchor(event.currentTarget);
        }}
        sx={{ bgcolor: 'background.paper', '& .MuiButton-endIcon': { ml: 1 } }}
      >
        <Box component="span" sx={{ display: { xs: 'none', sm: 'inline' } }}>
          Views
        </Box>
      </Button>
      {used && <ViewsPopup id={id} page={page} anchor={anchor} onClose={() => setAnchor(null)} />}
    </>
  );
}
