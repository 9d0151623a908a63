// @vitest-environment node
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { getScriptNonceFromHeader } from 'next/dist/server/app-render/get-script-nonce-from-header';
import { describe, expect, it } from 'vitest';
import { NO_TRANSITION_HASH, pagePolicy, securityHeaders } from '../../server/security-headers.mjs';

interface Options {
  dev?: boolean;
  environment?: Record<string, string>;
  request?: Record<string, string>;
}

function answer({ dev = false, environment = {}, request = {} }: Options = {}) {
  const told = new Map<string, string>();
  const asked: Record<string, string> = { host: 'localhost:3000', ...request };
  const incoming = { headers: asked } as unknown as IncomingMessage;
  const response = {
    setHeader: (name: string, value: string) => told.set(name, value),
  } as unknown as ServerResponse;
  const headers = securityHeaders({ dev, environment });
  headers.forAll(incoming, response);
  const before = told.get('content-security-policy');
  headers.forPage(incoming, response);
  return { told, asked, before };
}

function directives(policy: string): Map<string, string[]> {
  return new Map(
    policy.split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ');
      return [name, sources];
    }),
  );
}

const PRODUCTION = { CASHBEAT_ENVIRONMENT: 'production' };

describe('the policy of a page', () => {
  const policy = directives(pagePolicy({ nonce: 'abc', host: 'localhost:3000' }));

  it('lets in scripts and styles of ours alone', () => {
    expect(policy.get('script-src')).toEqual(["'self'", "'nonce-abc'", "'strict-dynamic'"]);
    expect(policy.get('style-src-elem')).toEqual(["'self'", "'nonce-abc'", NO_TRANSITION_HASH]);
    expect(policy.get('default-src')).toEqual(["'self'"]);
    expect(policy.get('connect-src')).toEqual([
      "'self'",
      'ws://localhost:3000',
      'wss://localhost:3000',
    ]);
    for (const name of ['object-src', 'base-uri', 'frame-ancestors', 'frame-src']) {
      expect(policy.get(name)).toEqual(["'none'"]);
    }
    expect(policy.get('form-action')).toEqual(["'self'"]);
    expect(policy.has('upgrade-insecure-requests')).toBe(false);
  });

  it('has no unsafe word but for attributes of style', () => {
    const unsafe = [...policy].filter(([, sources]) => sources.some((s) => s.includes('unsafe')));
    expect(unsafe).toEqual([['style-src-attr', ["'unsafe-inline'"]]]);
    expect(pagePolicy({ nonce: 'abc' })).not.toContain('*');
  });

  it('lets hot reload evaluate', () => {
    const dev = directives(pagePolicy({ nonce: 'abc', dev: true }));
    expect(dev.get('script-src')).toContain("'unsafe-eval'");
    expect(dev.get('script-src')).not.toContain("'unsafe-inline'");
  });

  it('knows what Material UI writes without a nonce', () => {
    // The constant is not exported by the package.
    const system = dirname(createRequire(import.meta.url).resolve('@mui/system/package.json'));
    const source = readFileSync(join(system, 'cssVars/createCssVarsProvider.mjs'), 'utf8');
    const style = /DISABLE_CSS_TRANSITION = '([^']+)'/.exec(source)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(NO_TRANSITION_HASH).toBe(`'sha256-${hash}'`);
  });
});

describe('an answer', () => {
  it('gives Next and the layout the nonce of its policy, whatever the request claims', () => {
    const claimed = { 'content-security-policy': "script-src 'nonce-evil'", 'x-nonce': 'evil' };
    const { told, asked } = answer({ request: claimed });
    const policy = told.get('content-security-policy')!;
    expect(asked['content-security-policy']).toBe(policy);
    expect(getScriptNonceFromHeader(policy)).toBe(asked['x-nonce']);
    expect(Buffer.from(asked['x-nonce']!, 'base64')).toHaveLength(16);
    expect(policy).not.toContain('evil');
  });

  it('has another nonce each time', () => {
    expect(new Set(Array.from({ length: 50 }, () => answer().asked['x-nonce'])).size).toBe(50);
  });

  it('lets nothing in where it is no page', () => {
    expect(answer().before).toBe("default-src 'none'; frame-ancestors 'none'");
  });

  it('has the other headers too', () => {
    const { told } = answer();
    expect(told.get('x-content-type-options')).toBe('nosniff');
    expect(told.get('referrer-policy')).toBe('same-origin');
    expect(told.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(told.get('permissions-policy')).toContain('camera=()');
  });

  it.each([
    [{ environment: { ...PRODUCTION, CASHBEAT_PUBLIC_URL: 'https://pay.example' } }, true],
    [{ environment: PRODUCTION, request: { 'x-forwarded-proto': 'https' } }, true],
    [{ environment: PRODUCTION, request: { 'x-forwarded-proto': 'HTTPS, http' } }, true],
    [{ environment: PRODUCTION, request: { 'x-forwarded-proto': 'http, https' } }, false],
    [{ environment: PRODUCTION }, false],
    [{ request: { 'x-forwarded-proto': 'https' } }, false],
  ])('demands https where it has it in production: %j', (options: Options, demanded) => {
    const { told } = answer(options);
    expect(told.has('strict-transport-security')).toBe(demanded);
    expect(told.get('content-security-policy')!.includes('upgrade-insecure')).toBe(demanded);
  });
});
