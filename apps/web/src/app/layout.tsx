import '@fontsource-variable/inter/index.css';
import InitColorSchemeScript from '@mui/material/InitColorSchemeScript';
import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { DensityScript } from '@/features/appearance/density-script';
import { Providers } from './providers';

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

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Each answer has its own, see server/security-headers.mjs; so no page is made beforehand.
  const nonce = (await headers()).get('x-nonce') ?? undefined;
  return (
    <html lang="en" suppressHydrationWarning>
      <body>
        <InitColorSchemeScript attribute="data-theme" defaultMode="system" nonce={nonce} />
        <DensityScript nonce={nonce} />
        <Providers nonce={nonce}>{children}</Providers>
      </body>
    </html>
  );
}
