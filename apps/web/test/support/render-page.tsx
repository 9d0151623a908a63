import { SnackbarProvider } from 'notistack';
import type { ReactNode } from 'react';
import type { SessionParts } from '@/store/session/session-flow';
import { renderWithStore } from './render';

/** As `renderWithStore`, with the place where short confirmations appear. */
export function renderPage(page: ReactNode, parts: Partial<SessionParts> = {}) {
  return renderWithStore(<SnackbarProvider>{page}</SnackbarProvider>, parts);
}
