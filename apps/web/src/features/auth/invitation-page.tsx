'use client';

import { ErrorState } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import { skipToken } from '@reduxjs/toolkit/query/react';
import { useEffect, useState } from 'react';
import { useAppSelector } from '@/store/hooks';
import { describeFailure } from '@/store/request-failure';
import { selectSessionState, selectUser } from '@/store/session/session-slice';
import { usePreviewInvitationQuery } from './auth-api';
import { CardPage } from './card-page';
import { InvitationForm, type InvitationFormProps } from './invitation-form';
import { PageLink } from './page-link';
import { SignedInAs } from './signed-in-as';
import { type Accepted, useGoesOn } from './use-goes-on';
import { dropTokenOfAddress, useTokenOfAddress } from './use-token-of-address';

const SIGN_IN = <PageLink href="/login">Go to signing in</PageLink>;

/** Joins an organisation by the link in the invitation, with a new account or the one at hand. */
export function InvitationPage() {
  const token = useTokenOfAddress();
  const { session } = useAppSelector(selectSessionState);
  // Outlives what was fetched: that is forgotten with the session before.
  const [accepted, setAccepted] = useState<Accepted>();
  useGoesOn(accepted);
  const preview = usePreviewInvitationQuery(accepted ? skipToken : (token ?? skipToken));
  const invitation = accepted?.invitation ?? preview.data;
  const failure = preview.error && describeFailure(preview.error);
  const refused = failure?.code === 'invitation_not_found';
  const dead = token === null || refused;
  useEffect(() => {
    if (refused) dropTokenOfAddress();
  }, [refused]);
  if (token && invitation) {
    return (
      <Preview
        token={token}
        invitation={invitation}
        onAccepted={() => setAccepted({ invitation, before: session })}
      />
    );
  }
  return (
    <CardPage title="Invitation" below={SIGN_IN}>
      {dead ? (
        <ErrorState
          title="This invitation is no longer valid"
          detail="It was accepted or taken back, is too old, or its link was not copied as a whole. Ask for another one."
        />
      ) : failure ? (
        <ErrorState
          title={failure.title}
          detail={failure.detail}
          requestId={failure.requestId}
          onRetry={() => void preview.refetch()}
          retrying={preview.isFetching}
        />
      ) : (
        <Box role="status" aria-label="Loading the invitation" sx={{ display: 'grid', gap: 3 }}>
          <Skeleton width="80%" />
          <Skeleton variant="rounded" height={40} />
          <Skeleton variant="rounded" height={40} />
        </Box>
      )}
    </CardPage>
  );
}

function Preview(props: InvitationFormProps) {
  const { invitation } = props;
  const { organisation, invitedBy, role, email, hasAccount } = invitation;
  const user = useAppSelector(selectUser);
  const same = user?.email.toLowerCase() === email.toLowerCase();
  return (
    <CardPage
      title={`Join ${organisation}`}
      lead={
        <>
          {invitedBy} invites <b>{email}</b> as {role}.{' '}
          {same
            ? 'Confirm with your password.'
            : hasAccount
              ? 'You already have an account. Enter its password to join.'
              : 'Choose a name and a password.'}
        </>
      }
      below={SIGN_IN}
    >
      {user && !same && <SignedInAs current={user.email} invited={email} />}
      <InvitationForm {...props} />
    </CardPage>
  );
}
