import '@testing-library/jest-dom/vitest';
import { cleanup } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, expect, vi } from 'vitest';
import { router } from './router';
import { server } from './server';

vi.mock('next/navigation', () => ({
  useSearchParams: () => new URLSearchParams(window.location.search),
  usePathname: () => window.location.pathname,
  useRouter: () => router,
}));

// jsdom has no canvas, and says so in many lines.
if (typeof window === 'object') HTMLCanvasElement.prototype.getContext = () => null;

const unanswered: string[] = [];

beforeAll(() =>
  server.listen({
    onUnhandledRequest(request, print) {
      // Tests of our own server talk to it for real.
      if (new URL(request.url).hostname === '127.0.0.1') return;
      unanswered.push(`${request.method} ${request.url}`);
      print.error();
    },
  }),
);
afterEach(() => {
  cleanup();
  router.push.mockReset();
  router.replace.mockReset();
  server.resetHandlers();
  expect(unanswered.splice(0), 'requests that the test does not answer').toEqual([]);
});
afterAll(() => server.close());
