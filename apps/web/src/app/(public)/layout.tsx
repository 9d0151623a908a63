import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { Look } from '@/features/appearance/look';
import { PublicFrame } from '@/features/session/public-frame';

/** Pages for people who are not signed in; rendered per request, as the address is read. */
export default async function PublicLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get('x-nonce') ?? undefined;
  return (
    <Look nonce={nonce}>
      <PublicFrame>{children}</PublicFrame>
    </Look>
  );
}
