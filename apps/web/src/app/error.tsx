'use client';

import { ErrorState } from '@cashbeat/ui';

export default function PageError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <ErrorState
      title="This page broke"
      detail="An error that nobody planned for. Your data is not affected."
      requestId={error.digest}
      onRetry={reset}
    />
  );
}
