import { type ComponentType, lazy } from 'react';

interface Loaded<Props> {
  default: ComponentType<Props>;
}

/**
 * A component whose code is asked for now, not when it is first drawn: what is asked for one after
 * the other arrives one after the other.
 */
export function begun<Props>(load: () => Promise<Loaded<Props>>) {
  const loading = typeof window === 'undefined' ? undefined : load();
  // Whoever draws it is told.
  loading?.catch(() => undefined);
  return lazy(() => loading ?? load());
}
