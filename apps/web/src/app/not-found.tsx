/** A page load, no step of the router: what went wrong before is left behind. */
const DASHBOARD = '/';

/** Plain, as it is part of every page. */
export default function NotFound() {
  return (
    <main className="plain-message">
      <h1>There is no such page</h1>
      <p>The address may be mistyped, or the page is no longer there.</p>
      <a href={DASHBOARD}>Go to the dashboard</a>
    </main>
  );
}
