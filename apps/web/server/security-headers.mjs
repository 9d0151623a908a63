import { randomBytes } from 'node:crypto';

/**
 * What Material UI puts into a style element of its own while light and dark change places, to keep
 * everything from fading (`DISABLE_CSS_TRANSITION`): it takes no nonce, so its hash is let in.
 */
export const NO_TRANSITION_HASH = "'sha256-GNF74DLkXb0fH3ILHgILFjk1ozCF3SNXQ5mQb7WLu/Y='";

const ALWAYS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy':
    'accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), ' +
    'magnetometer=(), microphone=(), midi=(), payment=(), usb=()',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
};

/**
 * Headers of every answer, and of pages a policy under which only what we put there runs: each
 * answer has a nonce of its own, which Next reads from the request (`content-security-policy`) for
 * its scripts, and our layout (`x-nonce`) for styles.
 *
 * @param {{ dev: boolean, environment: Record<string, string | undefined> }} settings
 */
export function securityHeaders({ dev, environment }) {
  const production = environment.CASHBEAT_ENVIRONMENT === 'production';
  const publicHttps = /^https:/i.test(environment.CASHBEAT_PUBLIC_URL ?? '');

  function overHttps(request) {
    const proto = String(request.headers['x-forwarded-proto'] ?? '');
    return production && (publicHttps || proto.split(',', 1)[0].trim().toLowerCase() === 'https');
  }

  return {
    /** Of whatever is answered; what the API says of itself wins. */
    forAll(request, response) {
      for (const [name, value] of Object.entries(ALWAYS)) response.setHeader(name, value);
      if (overHttps(request)) response.setHeader('strict-transport-security', 'max-age=31536000');
    },

    /** Of what Next answers: also tells it the nonce. */
    forPage(request, response) {
      const nonce = randomBytes(16).toString('base64');
      const policy = pagePolicy({
        nonce,
        dev,
        host: request.headers.host,
        https: overHttps(request),
      });
      request.headers['content-security-policy'] = policy;
      request.headers['x-nonce'] = nonce;
      response.setHeader('content-security-policy', policy);
    },
  };
}

/**
 * @param {{ nonce: string, dev?: boolean, host?: string, https?: boolean }} page
 *   `host` is the name the browser used, known to be ours: Safari's 'self' means no WebSockets.
 */
export function pagePolicy({ nonce, dev = false, host = '', https = false }) {
  const sockets = host ? ` ws://${host} wss://${host}` : '';
  const own = `'self' 'nonce-${nonce}'`;
  // Hot reload evaluates code, and shows what went wrong in styles of its own.
  const styles = dev ? "'self' 'unsafe-inline'" : `${own} ${NO_TRANSITION_HASH}`;
  return [
    "default-src 'self'",
    `script-src ${own} 'strict-dynamic'${dev ? " 'unsafe-eval'" : ''}`,
    `style-src ${styles}`,
    `style-src-elem ${styles}`,
    "style-src-attr 'unsafe-inline'", // charts and lists place things by them
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${sockets}`,
    "frame-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(https ? ['upgrade-insecure-requests'] : []),
  ].join('; ');
}
