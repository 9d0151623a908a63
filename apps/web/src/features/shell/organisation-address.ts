/**
 * Where another organisation lives when the address names the one that is left: `acme.example.com`
 * shows Acme to everybody, so Bolt is at `bolt.example.com`. Undefined where addresses name none.
 */
export function addressOfOrganisation(
  slug: string,
  currentSlug: string | undefined,
  { protocol, host }: Pick<Location, 'protocol' | 'host'>,
): string | undefined {
  const [name, ...rest] = host.split('.');
  if (rest.length === 0 || name !== currentSlug) return undefined;
  return `${protocol}//${[slug, ...rest].join('.')}/`;
}
