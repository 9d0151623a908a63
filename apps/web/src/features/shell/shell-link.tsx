'use client';

import NextLink from 'next/link';
import type { ComponentProps } from 'react';
import { stayWhileOffline } from './offline';

/**
 * A link to a page of the product that stays here without the network: Next would leave it to the
 * browser, which shows its own page of an error instead of ours.
 */
export function ShellLink(props: ComponentProps<typeof NextLink>) {
  return (
    <NextLink {...props} onNavigate={(event) => stayWhileOffline() && event.preventDefault()} />
  );
}
