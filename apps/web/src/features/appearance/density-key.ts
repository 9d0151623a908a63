/** Where the browser keeps the density; apart from the rest, as the server writes it into pages. */
export const DENSITY_KEY = 'cashbeat.density';
