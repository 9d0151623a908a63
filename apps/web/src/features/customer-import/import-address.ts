export function importAddress(id: string): string {
  return `/customers/import/${encodeURIComponent(id)}`;
}
