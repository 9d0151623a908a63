'use client';

import type { UserSession } from '@cashbeat/shared-types';
import { EmptyState, Panel, Pill, Row, Rows } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { enqueueSnackbar } from 'notistack';
import { useState } from 'react';
import { DeedDialog } from '@/features/settings/deed-dialog';
import { Loaded } from '@/features/settings/loaded';
import { When } from '@/features/settings/when';
import { describeFailure } from '@/store/request-failure';
import {
  useListSessionsQuery,
  useRevokeSessionMutation,
  useSignOutEverywhereMutation,
} from './sessions-api';
import { deviceOf } from './user-agent';

type Asked = { kind: 'one'; session: UserSession } | { kind: 'others' } | { kind: 'all' } | null;

/** Every place where the person is signed in, this one first. */
export function SessionsPanel() {
  const sessions = useListSessionsQuery();
  const [asked, setAsked] = useState<Asked>(null);
  const others = sessions.data?.filter(({ current }) => !current) ?? [];
  return (
    <Panel
      title="Where you are signed in"
      flush
      actions={
        sessions.data && (
          <>
            {others.length > 0 && (
              <Button variant="outlined" onClick={() => setAsked({ kind: 'others' })}>
                Sign out everywhere else…
              </Button>
            )}
            <Button variant="outlined" color="error" onClick={() => setAsked({ kind: 'all' })}>
              Sign out everywhere…
            </Button>
          </>
        )
      }
    >
      <Loaded query={sessions} what="sessions">
        {(list) =>
          list.length === 0 ? (
            <EmptyState title="No sessions">
              This browser signed in without one. Sign in again to see it here.
            </EmptyState>
          ) : (
            <Rows aria-label="Sessions">
              {inOrder(list).map((session) => (
                <SessionRow
                  key={session.id}
                  session={session}
                  onEnd={() => setAsked({ kind: 'one', session })}
                />
              ))}
            </Rows>
          )
        }
      </Loaded>
      <SessionDialogs asked={asked} others={others} onClose={() => setAsked(null)} />
    </Panel>
  );
}

function inOrder(sessions: readonly UserSession[]): UserSession[] {
  return sessions.toSorted(
    (one, other) =>
      Number(other.current) - Number(one.current) || other.lastUsedAt.localeCompare(one.lastUsedAt),
  );
}

function SessionRow({ session, onEnd }: { session: UserSession; onEnd: () => void }) {
  const { name } = deviceOf(session.userAgent);
  return (
    <Row sx={{ display: 'flex', alignItems: 'center', gap: 3, px: 4 }}>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Box sx={{ display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: 2 }}>
          <Typography variant="body2" sx={{ fontWeight: 550 }} title={session.userAgent}>
            {name}
          </Typography>
          {session.current && <Pill tone="brand">This one</Pill>}
        </Box>
        <Typography variant="caption" component="p" color="textSecondary">
          {session.address} · used <When instant={session.lastUsedAt} /> · signed in{' '}
          <When instant={session.createdAt} as="day" />
        </Typography>
      </Box>
      {!session.current && (
        <Button
          variant="outlined"
          onClick={onEnd}
          aria-label={`Sign out ${name}, ${session.address}`}
        >
          Sign out
        </Button>
      )}
    </Row>
  );
}

interface SessionDialogsProps {
  asked: Asked;
  others: readonly UserSession[];
  onClose: () => void;
}

function SessionDialogs({ asked, others, onClose }: SessionDialogsProps) {
  const [revoke] = useRevokeSessionMutation();
  const [signOutEverywhere] = useSignOutEverywhereMutation();
  const tell = (text: string) => () => enqueueSnackbar(text, { variant: 'success' });
  /** Ends one after the other: what was ended stays ended if a later one fails. */
  const revokeOthers = async () => {
    for (const { id } of others) {
      const outcome = await revoke(id);
      if (outcome.error && describeFailure(outcome.error).status !== 404) return outcome;
    }
    return undefined;
  };
  switch (asked?.kind) {
    case 'one':
      return (
        <DeedDialog
          title={`Sign out ${deviceOf(asked.session.userAgent).name}?`}
          action="Sign out"
          dangerous
          onDo={() => revoke(asked.session.id)}
          onDone={tell('Signed out there')}
          onClose={onClose}
        >
          Whoever uses Cashbeat there has to sign in again, at once.
        </DeedDialog>
      );
    case 'others':
      return (
        <DeedDialog
          title="Sign out everywhere else?"
          action="Sign out everywhere else"
          dangerous
          onDo={revokeOthers}
          onDone={tell('Signed out everywhere else')}
          onClose={onClose}
        >
          {others.length === 1
            ? 'The other session ends at once. You stay signed in here.'
            : `All ${others.length} other sessions end at once. You stay signed in here.`}
        </DeedDialog>
      );
    case 'all':
      return (
        <DeedDialog
          title="Sign out everywhere?"
          action="Sign out everywhere"
          dangerous
          onDo={() => signOutEverywhere()}
          onClose={onClose}
        >
          Every session of yours ends at once, this one too, and you have to sign in again.
        </DeedDialog>
      );
    default:
      return null;
  }
}
