/**
 * Where a slug leads from the page that is open: `acme` is `acme.pay.example.com`. Undefined on a
 * bare IP address, which has no names in front of it.
 */
export function addressOfSlug(slug: string, currentSlug: string, host: string): string | undefined {
  const [name = '', port] = host.split(':');
  if (host.startsWith('[') || /^\d+(\.\d+){3}$/.test(name)) return undefined;
  const base = name.startsWith(`${currentSlug}.`) ? name.slice(currentSlug.length + 1) : name;
  return `${slug}.${base}${port ? `:${port}` : ''}`;
}
