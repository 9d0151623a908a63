const TOLD = 'You are offline; pages open again as soon as the network is back.';

/** Whether there is no network to fetch a page by, which is told where it is so. */
export function stayWhileOffline(): boolean {
  if (navigator.onLine) return false;
  // Toasts brought it along already, after the page; nothing is fetched here.
  import('notistack')
    .then(({ enqueueSnackbar }) =>
      enqueueSnackbar(TOLD, { variant: 'error', preventDuplicate: true }),
    )
    .catch(() => undefined);
  return true;
}
