'use client';

import { FilterIcon, PauseIcon, PlayIcon, SoundIcon, SoundOffIcon } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import dynamic from 'next/dynamic';
import { memo, useState } from 'react';
import { TextFilter } from '@/features/filters/text-filter';
import { countHidden } from './feed-filter';
import type { FeedFilters } from './use-feed-filter';

const FeedFilterForm = dynamic(() => import('./feed-filter-form'), { ssr: false });

export interface FeedToolbarProps extends Pick<FeedFilters, 'own' | 'methodIsGiven' | 'change'> {
  paused: boolean;
  muted: boolean;
  onPause: () => void;
  onMute: () => void;
}

/** Search, filters, pause, and whether screen readers are told. */
export const FeedToolbar = memo(function FeedToolbar({
  paused,
  muted,
  onPause,
  onMute,
  ...filters
}: FeedToolbarProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const { own, change } = filters;
  const hidden = countHidden(own);
  return (
    <Box
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 1.5,
        px: 4,
        py: 2,
        borderBottom: 1,
        borderColor: 'divider',
      }}
    >
      <Box component="search" sx={{ flex: 1, minWidth: 0 }}>
        <TextFilter
          label="Search the events shown by id, reference, customer or description"
          placeholder="Search events"
          value={own.text}
          onChange={(text) => change({ text }, 'typed')}
        />
      </Box>
      <Button
        variant="outlined"
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        aria-label={hidden > 0 ? `Filters of the feed, ${hidden} set` : 'Filters of the feed'}
        title="Filters of the feed"
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{
          minWidth: 0,
          px: 2,
          gap: 1,
          ...(hidden > 0 && { borderColor: 'primary.main', color: 'primary.main' }),
        }}
      >
        <FilterIcon />
        {hidden > 0 && hidden}
      </Button>
      <IconButton
        onClick={onPause}
        aria-label={paused ? 'Resume the feed' : 'Pause the feed'}
        title={paused ? 'Resume' : 'Pause'}
        sx={paused ? { color: 'primary.main' } : undefined}
      >
        {paused ? <PlayIcon /> : <PauseIcon />}
      </IconButton>
      <IconButton
        onClick={onMute}
        aria-pressed={muted}
        aria-label="Mute announcements of the feed"
        title={
          muted
            ? 'Screen readers are told nothing of new events'
            : 'Screen readers are told now and then what came in'
        }
      >
        {muted ? <SoundOffIcon /> : <SoundIcon />}
      </IconButton>
      {anchor && <FeedFilterForm anchor={anchor} onClose={() => setAnchor(null)} {...filters} />}
    </Box>
  );
});
