'use client';

import { TrashIcon, UserIcon } from '@cashbeat/ui';
import Button from '@mui/material/Button';
import { ActionMenu } from '@/features/alerts/action-menu';
import type { BulkDeed } from './bulk';
import { TagPopup } from './tag-popup';
import { useAgents } from './use-agents';
import { useBulk } from './use-bulk';
import type { SelectedCustomers } from './use-selection';

/** What may be done with all that are ticked; each can be taken back. */
export function BulkBar({ selection }: { selection: SelectedCustomers }) {
  const { act, busy } = useBulk();
  const agents = useAgents() ?? [];
  const { customers, clear } = selection;
  const tags = [...new Set(customers.flatMap((customer) => customer.tags))].toSorted();
  const run = async (deed: BulkDeed) => {
    if ((await act(deed, customers)) && deed.kind === 'delete') clear();
  };
  return (
    <>
      <ActionMenu
        label="Assign to"
        icon={<UserIcon />}
        busy={busy}
        actions={[
          ...agents.map((agent) => ({
            label: agent.name,
            run: () => void run({ kind: 'assign', agent }),
          })),
          { label: 'Nobody', run: () => void run({ kind: 'assign', agent: null }) },
        ]}
      />
      <TagPopup busy={busy} onTag={(tag) => void run({ kind: 'tag', tag })} />
      {tags.length > 0 && (
        <ActionMenu
          label="Remove tag"
          busy={busy}
          actions={tags.map((tag) => ({
            label: tag,
            run: () => void run({ kind: 'untag', tag }),
          }))}
        />
      )}
      <Button
        variant="outlined"
        color="error"
        startIcon={<TrashIcon />}
        loading={busy}
        onClick={() => void run({ kind: 'delete' })}
      >
        Delete
      </Button>
    </>
  );
}
