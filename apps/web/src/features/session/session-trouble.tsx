'use client';

import { EmptyState, Notice } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import { useAppDispatch } from '@/store/hooks';
import type { RequestFailure } from '@/store/request-failure';
import { sessionRetried } from '@/store/session/session-middleware';

/** Why nothing is shown yet, above the skeletons; it is tried again by itself. */
export default function SessionTrouble({ failure }: { failure: RequestFailure }) {
  const dispatch = useAppDispatch();
  if (failure.code === 'tenant_not_found') return <WrongAddress />;
  return (
    <Box
      sx={{
        position: 'fixed',
        insetInline: 0,
        bottom: { xs: 56, md: 0 },
        zIndex: 'snackbar',
        p: 3,
      }}
    >
      <Box sx={{ maxWidth: 640, mx: 'auto', bgcolor: 'background.paper', borderRadius: 2 }}>
        <Notice tone="warning" onRetry={() => dispatch(sessionRetried())}>
          {failure.title}. It is tried again all the time; you stay signed in.
          {failure.requestId && <small> Request {failure.requestId}</small>}
        </Notice>
      </Box>
    </Box>
  );
}

/** The name in the address is that of an organisation which is none of the person's. */
function WrongAddress() {
  const { protocol, host } = window.location;
  const [name, ...rest] = host.split('.');
  return (
    <Box
      sx={{
        position: 'fixed',
        inset: 0,
        zIndex: 'modal',
        bgcolor: 'background.default',
        display: 'grid',
      }}
    >
      <EmptyState title="No such organisation among yours">
        This address belongs to “{name}”, and you are no member of it.{' '}
        {rest.length > 0 && (
          <Link href={`${protocol}//${rest.join('.')}/`}>Go to your own organisation</Link>
        )}
      </EmptyState>
    </Box>
  );
}
