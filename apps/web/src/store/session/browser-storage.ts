/** A browser may forbid storage; then it is as if nothing had been stored, and nothing else happens. */
export function attempt<Result>(access: () => Result): Result | null {
  try {
    return access();
  } catch {
    return null;
  }
}
