'use client';

/** Plain: what broke may be that the design system could not be loaded. */
export default function PageError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  const unloaded = error.name === 'ChunkLoadError';
  return (
    <main className="plain-message" role="alert">
      <h1>{unloaded ? 'This page could not be loaded' : 'This page broke'}</h1>
      <p>
        {unloaded
          ? 'The network may be gone, or Cashbeat was renewed meanwhile.'
          : 'An error that nobody planned for.'}{' '}
        Your data is not affected.
        {error.digest && ` Request ${error.digest}`}
      </p>
      <button type="button" onClick={unloaded ? () => window.location.reload() : reset}>
        Try again
      </button>
    </main>
  );
}
