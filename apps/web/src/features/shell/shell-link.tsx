'use client';

import NextLink from 'next/link';
import { enqueueSnackbar } from 'notistack';
import type { ComponentProps } from 'react';

/** A link to a page of the product that stays here without the network. */
export function ShellLink(props: ComponentProps<typeof NextLink>) {
  return <NextLink {...props} onNavigate={stayWhileOffline} />;
}

/** Next would leave it to the browser, which shows its own page of an error instead of ours. */
function stayWhileOffline(event: { preventDefault: () => void }): void {
  if (navigator.onLine) return;
  event.preventDefault();
  enqueueSnackbar('You are offline; pages open again as soon as the network is back.', {
    variant: 'error',
    preventDuplicate: true,
  });
}
