'use client';

import { EmptyState, ErrorState } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { Fragment } from 'react';
import { describeFailure } from '@/store/request-failure';
import { useFormats } from '@/store/session/use-formats';
import { useGetOutboxQuery } from './auth-api';
import { CardPage } from './card-page';
import { ownTimeZone } from './locale-options';
import { PageLink } from './page-link';

const POLL = 5_000;
const LINK = /(https?:\/\/\S+)/;

/** Messages that were not sent, for want of a mail server. In development only. */
export function OutboxPage() {
  const { data, error, isFetching, refetch } = useGetOutboxQuery(undefined, {
    pollingInterval: POLL,
    refetchOnMountOrArgChange: true,
  });
  const { formatDateTime } = useFormats();
  const failure = error && !data ? describeFailure(error) : undefined;
  return (
    <CardPage
      title="Outbox"
      lead="There is no mail server, so messages stay here. In production this page does not exist."
      below={<PageLink href="/login">Go to signing in</PageLink>}
      width={640}
    >
      {failure?.status === 404 ? (
        <EmptyState title="No outbox here">This installation sends its messages.</EmptyState>
      ) : failure ? (
        <ErrorState
          title={failure.title}
          detail={failure.detail}
          requestId={failure.requestId}
          onRetry={() => void refetch()}
          retrying={isFetching}
        />
      ) : !data ? (
        <Skeleton variant="rounded" height={160} />
      ) : data.length === 0 ? (
        <EmptyState title="No messages yet">
          Invitations and links to set a password appear here.
        </EmptyState>
      ) : (
        <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 4 }}>
          {data.map(({ id, to, subject, text, createdAt }) => (
            <Box
              key={id}
              component="li"
              sx={{ border: 1, borderColor: 'divider', borderRadius: 2, p: 4 }}
            >
              <Typography variant="h2">{subject}</Typography>
              <Typography variant="caption" color="textSecondary">
                To {to}, {formatDateTime(createdAt, ownTimeZone())}
              </Typography>
              <Typography
                variant="body2"
                sx={{ mt: 3, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
              >
                {text.split(LINK).map((part, index) => (
                  <Fragment key={index}>
                    {LINK.test(part) ? <Link href={part}>{part}</Link> : part}
                  </Fragment>
                ))}
              </Typography>
            </Box>
          ))}
        </Box>
      )}
      {data && data.length > 0 && (
        <Button variant="outlined" loading={isFetching} onClick={() => void refetch()}>
          Look again
        </Button>
      )}
    </CardPage>
  );
}
