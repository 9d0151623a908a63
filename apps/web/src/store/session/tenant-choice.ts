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

/** A browser may forbid storage; then a reload forgets the choice, and nothing else happens. */
function attempt<Result>(access: () => Result): Result | null {
  try {
    return access();
  } catch {
    return null;
  }
}
