'use client';

import type { View, ViewChange } from '@cashbeat/shared-types';
import { Row, Rows, TrashIcon } from '@cashbeat/ui';
import { TextInput } from '@cashbeat/ui/form';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Switch from '@mui/material/Switch';
import Typography from '@mui/material/Typography';
import { enqueueSnackbar } from 'notistack';
import { useState } from 'react';
import { DialogFrame } from '@/features/settings/dialog-frame';
import { DeedDialog } from '@/features/settings/deed-dialog';
import { Loaded } from '@/features/settings/loaded';
import { refusalInWords } from '@/features/settings/refusal-in-words';
import { describeFailure } from '@/store/request-failure';
import { usePermission } from '@/store/session/use-permission';
import { isSameView } from './view-query';
import {
  useChangeViewMutation,
  useListViewsQuery,
  useRemoveViewMutation,
  type ViewPage,
} from './views-api';

export interface ManageViewsDialogProps {
  page: ViewPage;
  /** How the page is looked at right now. */
  query: string;
  onClose: () => void;
}

/** Renames, shares, updates and removes views that the person may change. */
export default function ManageViewsDialog({ page, query, onClose }: ManageViewsDialogProps) {
  const views = useListViewsQuery(page);
  const [leaving, setLeaving] = useState<View | null>(null);
  const [remove] = useRemoveViewMutation();
  return (
    <DialogFrame title="Change views" onClose={onClose} width={600}>
      <Loaded query={views} what="views">
        {(list) => (
          <Rows>
            {list
              .filter(({ canChange }) => canChange)
              .map((view) => (
                <ViewRow
                  key={view.id}
                  view={view}
                  query={query}
                  onRemove={() => setLeaving(view)}
                />
              ))}
          </Rows>
        )}
      </Loaded>
      {leaving && (
        <DeedDialog
          title={`Remove ${leaving.name}?`}
          action="Remove the view"
          dangerous
          onDo={() => remove(leaving.id)}
          onDone={() => enqueueSnackbar(`${leaving.name} was removed`, { variant: 'success' })}
          onClose={() => setLeaving(null)}
        >
          {leaving.shared ? 'No member sees it any more.' : 'Only the name is gone.'} Addresses that
          were copied from it go on working.
        </DeedDialog>
      )}
    </DialogFrame>
  );
}

interface ViewRowProps {
  view: View;
  query: string;
  onRemove: () => void;
}

function ViewRow({ view, query, onRemove }: ViewRowProps) {
  const [name, setName] = useState(view.name);
  const [ask, { isLoading }] = useChangeViewMutation();
  const shares = usePermission('views:share');
  const change = async (wanted: ViewChange, done: string) => {
    const { error } = await ask({ id: view.id, change: wanted });
    if (!error) enqueueSnackbar(done, { variant: 'success' });
    else enqueueSnackbar(refusalInWords(describeFailure(error)), { variant: 'error' });
  };
  const renamed = name.trim();
  return (
    <Row>
      <Box
        component="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (renamed && renamed !== view.name) {
            void change({ name: renamed }, `Renamed to ${renamed}`);
          }
        }}
        sx={{ display: 'flex', gap: 2, alignItems: 'center' }}
      >
        <Box sx={{ flex: 1, minWidth: 0 }}>
          <TextInput
            aria-label={`Name of ${view.name}`}
            value={name}
            maxLength={60}
            autoComplete="off"
            onChange={(event) => setName(event.target.value)}
          />
        </Box>
        <Button
          type="submit"
          variant="outlined"
          disabled={!renamed || renamed === view.name}
          loading={isLoading}
        >
          Rename
        </Button>
        <IconButton aria-label={`Remove ${view.name}…`} onClick={onRemove}>
          <TrashIcon />
        </IconButton>
      </Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 2, mt: 1 }}>
        <Box
          component="label"
          sx={{ display: 'flex', alignItems: 'center', fontSize: '0.8125rem' }}
        >
          <Switch
            size="small"
            checked={view.shared}
            disabled={!shares || isLoading}
            onChange={(_, shared) =>
              void change({ shared }, shared ? 'Shared with everybody' : 'Yours alone now')
            }
          />
          Shared
        </Box>
        {!view.mine && (
          <Typography variant="caption" color="textSecondary">
            by {view.ownerName}
          </Typography>
        )}
        <Button
          sx={{ ml: 'auto' }}
          disabled={isSameView(view.query, query) || isLoading}
          onClick={() => void change({ query }, `${view.name} shows this from now on`)}
        >
          Update to what is shown
        </Button>
      </Box>
    </Row>
  );
}
