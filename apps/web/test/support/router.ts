import { vi } from 'vitest';

/** The router of Next, as far as our pages use it; where a page went is read from its mocks. */
export const router = {
  push: vi.fn<(address: string) => void>(),
  replace: vi.fn<(address: string) => void>(),
};
