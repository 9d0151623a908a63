import { attempt } from './browser-storage';

/** The organisation that this tab was switched to: its id, for as long as the tab lives. */
export interface TenantChoice {
  get(): string | null;
  set(tenantId: string): void;
  clear(): void;
}

const KEY = 'cashbeat.organisation';

/** A choice, never a proof: the API takes it among the memberships of the person. */
export const tabChoice: TenantChoice = {
  get: () => attempt(() => sessionStorage.getItem(KEY)),
  set: (tenantId) => void attempt(() => sessionStorage.setItem(KEY, tenantId)),
  clear: () => void attempt(() => sessionStorage.removeItem(KEY)),
};
