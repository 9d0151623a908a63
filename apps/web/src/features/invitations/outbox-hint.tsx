'use client';

import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import NextLink from 'next/link';
import { Remark } from '@/features/settings/remark';
import { useGetMailSiteQuery } from './invitations-api';

/** In development there is no mail server: says where the message is instead. */
export function OutboxHint({ flush = false }: { flush?: boolean }) {
  const { data: site } = useGetMailSiteQuery();
  if (!site?.outbox) return null;
  return (
    <Box sx={flush ? undefined : { px: 4, pb: 4, pt: 2 }}>
      <Remark>
        No mail server is set up here. Messages wait in the{' '}
        <Link component={NextLink} href="/outbox">
          outbox
        </Link>
        .
      </Remark>
    </Box>
  );
}
