/** Plain, as it is part of every page. */
export default function NotFound() {
  return (
    <main className="plain-message">
      <h1>There is no such page</h1>
      <p>The address may be mistyped, or the page is no longer there.</p>
      {/* A page load: what went wrong before is left behind. */}
      <a href="/">Go to the dashboard</a>
    </main>
  );
}
