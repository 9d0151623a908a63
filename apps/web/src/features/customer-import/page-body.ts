/** What stands below the head of a page, one thing under the other. */
export const PAGE_BODY = {
  px: { xs: 4, md: 8 },
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 1fr)',
  alignContent: 'start',
  gap: 4,
} as const;
