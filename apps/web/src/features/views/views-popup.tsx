'use client';

import type { View } from '@cashbeat/shared-types';
import { BookmarkIcon, CheckIcon, PlusIcon, SettingsIcon, UsersIcon } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Divider from '@mui/material/Divider';
import ListSubheader from '@mui/material/ListSubheader';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import Typography from '@mui/material/Typography';
import dynamic from 'next/dynamic';
import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { describeFailure } from '@/store/request-failure';
import { addressOfView, isSameView, viewQuery } from './view-query';
import { useListViewsQuery, type ViewPage } from './views-api';

const SaveViewDialog = dynamic(() => import('./save-view-dialog'), { ssr: false });
const ManageViewsDialog = dynamic(() => import('./manage-views-dialog'), { ssr: false });

export interface ViewsPopupProps {
  id: string;
  page: ViewPage;
  anchor: HTMLElement | null;
  onClose: () => void;
}

/** The views of a page, mine before those of others, and what may be done with them. */
export default function ViewsPopup({ id, page, anchor, onClose }: ViewsPopupProps) {
  const current = viewQuery(new URLSearchParams(useSearchParams()));
  const { data: views, error } = useListViewsQuery(page, { refetchOnMountOrArgChange: true });
  const [dialog, setDialog] = useState<'save' | 'manage' | null>(null);
  const open = (view: View) => {
    onClose();
    // As a choice in the page itself: "Back" leads to how it was looked at before.
    window.history.pushState(null, '', addressOfView(page, view.query));
  };
  const ask = (next: typeof dialog) => () => {
    onClose();
    setDialog(next);
  };
  const groups = [
    { title: 'Mine', icon: <BookmarkIcon />, views: views?.filter(({ mine }) => mine) ?? [] },
    { title: 'Shared', icon: <UsersIcon />, views: views?.filter(({ mine }) => !mine) ?? [] },
  ].filter((group) => group.views.length > 0);
  return (
    <>
      <Menu
        id={id}
        anchorEl={anchor}
        open={anchor !== null}
        onClose={onClose}
        slotProps={{
          paper: { sx: { width: 280, maxHeight: 440 } },
          list: { 'aria-label': 'Saved views', sx: { py: 1.5 } },
        }}
      >
        {groups.flatMap(({ title, icon, views: some }) => [
          <ListSubheader key={title} role="presentation" sx={HEADING}>
            {title}
          </ListSubheader>,
          ...some.map((view) => (
            <MenuItem
              key={view.id}
              role="menuitemradio"
              aria-checked={isSameView(view.query, current)}
              onClick={() => open(view)}
              sx={ITEM}
            >
              {icon}
              <Box component="span" sx={{ flex: 1, minWidth: 0 }}>
                <Box component="span" sx={NAME}>
                  {view.name}
                </Box>
                {(view.shared || !view.mine) && (
                  <Typography variant="caption" color="textSecondary" component="span">
                    {view.mine ? 'shared by you' : `by ${view.ownerName}`}
                  </Typography>
                )}
              </Box>
              {isSameView(view.query, current) && <CheckIcon sx={{ color: 'primary.main' }} />}
            </MenuItem>
          )),
        ])}
        {groups.length === 0 && (
          <Box component="li" role="none" sx={{ px: 4, py: 2, color: 'text.secondary' }}>
            <Typography variant="body2">{emptyText(views, error)}</Typography>
          </Box>
        )}
        <Divider component="li" role="separator" sx={{ my: '6px !important' }} />
        <MenuItem onClick={ask('save')} sx={ITEM}>
          <PlusIcon />
          Save this view…
        </MenuItem>
        {views?.some(({ canChange }) => canChange) && (
          <MenuItem onClick={ask('manage')} sx={ITEM}>
            <SettingsIcon />
            Change views…
          </MenuItem>
        )}
      </Menu>
      {dialog === 'save' && (
        <SaveViewDialog page={page} query={current} onClose={() => setDialog(null)} />
      )}
      {dialog === 'manage' && (
        <ManageViewsDialog page={page} query={current} onClose={() => setDialog(null)} />
      )}
    </>
  );
}

function emptyText(views: readonly View[] | undefined, error: unknown): string {
  if (error !== undefined && views === undefined) return describeFailure(error).detail;
  return views === undefined
    ? 'Loading…'
    : 'None yet. A view keeps the range, the filters and the order under a name.';
}

const ITEM = { gap: 2.5, mx: 1.5, px: 2, borderRadius: 2 } as const;
const HEADING = {
  px: 4,
  lineHeight: '28px',
  fontSize: '0.75rem',
  bgcolor: 'surface.raised',
  color: 'text.secondary',
} as const;
const NAME = {
  display: 'block',
  overflow: 'hidden',
  textOverflow: 'ellipsis',
  whiteSpace: 'nowrap',
} as const;
