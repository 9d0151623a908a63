'use client';

import NextLink from 'next/link';
import type { ComponentProps } from 'react';

const TOLD = 'You are offline; pages open again as soon as the network is back.';

/** A link to a page of the product that stays here without the network. */
export function ShellLink(props: ComponentProps<typeof NextLink>) {
  return <NextLink {...props} onNavigate={stayWhileOffline} />;
}

/** Next would leave it to the browser, which shows its own page of an error instead of ours. */
function stayWhileOffline(event: { preventDefault: () => void }): void {
  if (navigator.onLine) return;
  event.preventDefault();
  // Toasts brought it along already, after the page; nothing is fetched here.
  import('notistack')
    .then(({ enqueueSnackbar }) =>
      enqueueSnackbar(TOLD, { variant: 'error', preventDuplicate: true }),
    )
    .catch(() => undefined);
}
