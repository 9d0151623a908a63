const PAGES = ['Dashboard', 'Customers', 'Receivables', 'Payments', 'Alerts', 'Settings'];
const FIGURES = 6;

/**
 * The product's outline while its code is on its way: plain elements without code of their own, see
 * `plain.css`. Which page it outlines is a matter of the class around it.
 */
export function BootSkeleton() {
  return (
    <div className="boot" aria-busy>
      <div className="boot-side">
        <strong>Cashbeat</strong>
        {PAGES.map((page) => (
          <span key={page}>{page}</span>
        ))}
      </div>
      <div className="boot-page" role="status">
        <p>Loading …</p>
        <div className="boot-tiles">
          {Array.from({ length: FIGURES }, (_, figure) => (
            <b key={figure} />
          ))}
        </div>
        <div className="boot-panels">
          <b />
          <b />
        </div>
      </div>
    </div>
  );
}
