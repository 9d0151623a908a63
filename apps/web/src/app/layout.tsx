import '@fontsource-variable/inter/index.css';
import './plain.css';
import InitColorSchemeScript from '@mui/material/InitColorSchemeScript';
import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { DensityScript } from '@/features/appearance/density-script';
import { PlainColours } from '@/features/appearance/plain-colours';
import { StoreProvider } from '@/store/store-provider';

export const metadata: Metadata = {
  title: { default: 'Dashboard · Cashbeat', template: '%s · Cashbeat' },
  description: 'Payments as they happen.',
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#F6F7F9' },
    { media: '(prefers-color-scheme: dark)', color: '#0B0E14' },
  ],
};

/** What every page has, and nothing of the design system: that comes with the pages. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  // Each answer has its own, see server/security-headers.mjs; so no page is made beforehand.
  const nonce = (await headers()).get('x-nonce') ?? undefined;
  return (
    <html lang="en" suppressHydrationWarning>
      <body>
        <InitColorSchemeScript attribute="data-theme" defaultMode="system" nonce={nonce} />
        <DensityScript nonce={nonce} />
        <PlainColours nonce={nonce} />
        <StoreProvider>{children}</StoreProvider>
      </body>
    </html>
  );
}
