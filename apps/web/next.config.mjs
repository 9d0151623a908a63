import { resolve } from 'node:path';

const workspace = resolve(import.meta.dirname, '../..');

/** @type {import('next').NextConfig} */
const config = {
  output: 'standalone',
  outputFileTracingRoot: workspace,
  turbopack: { root: workspace },
  transpilePackages: ['@cashbeat/shared-types', '@cashbeat/ui', '@cashbeat/utils'],
  reactStrictMode: true,
  poweredByHeader: false,
  devIndicators: false,
  // Types are checked by the typecheck target; checking them twice would double the first start.
  typescript: { ignoreBuildErrors: true },
};

export default config;
