import js from '@eslint/js';
import next from '@next/eslint-plugin-next';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import importX from 'eslint-plugin-import-x';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const web = './apps/web/src';

/** One direction of imports: app → features → store → libraries; ui → utils; nothing imports an app. */
const zones = [
  {
    target: './libs',
    from: './apps',
    message: 'A library knows no app.',
  },
  {
    target: './libs/utils',
    from: ['./libs/ui', './libs/shared-types'],
    message: 'utils stands below every other library.',
  },
  {
    target: './libs/ui',
    from: './libs/shared-types',
    message: 'Components of the design system know no payments.',
  },
  {
    target: './libs/shared-types',
    from: ['./libs/ui', './libs/utils'],
    message: 'Generated types import nothing.',
  },
  {
    target: `${web}/store`,
    from: [`${web}/features`, `${web}/app`],
    message: 'The store knows no screens.',
  },
  {
    target: `${web}/features`,
    from: `${web}/app`,
    message: 'Routes import features, never the other way.',
  },
  {
    target: './apps/web-e2e',
    from: './apps/web',
    message: 'End-to-end tests know the product from outside only.',
  },
];

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/**',
      '**/.next/**',
      '**/dist/**',
      '**/next-env.d.ts',
      '**/src/generated/**',
      '**/test-results/**',
      '**/playwright-report/**',
      '.venv/**',
      '.nx/**',
    ],
  },
  {
    files: ['**/*.{ts,tsx,mjs}'],
    extends: [js.configs.recommended],
    plugins: { 'import-x': importX },
    settings: {
      'import-x/resolver-next': [
        createTypeScriptImportResolver({
          project: ['apps/*/tsconfig.json', 'libs/*/tsconfig.json'],
          noWarnOnMultipleProjects: true,
        }),
      ],
    },
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones }],
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
    },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        setTimeout: 'readonly',
      },
    },
    rules: {
      'no-console': 'off',
      'no-unused-vars': ['error', { varsIgnorePattern: '^_', argsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strict, tseslint.configs.stylistic],
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { varsIgnorePattern: '^_', argsIgnorePattern: '^_' },
      ],
      // An index checked by the line above, or a value the type system cannot follow.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // `void` is how RTK Query writes an endpoint without arguments.
      '@typescript-eslint/no-invalid-void-type': 'off',
      // Module augmentation of MUI needs interfaces without members of their own.
      '@typescript-eslint/no-empty-object-type': [
        'error',
        { allowInterfaces: 'with-single-extends' },
      ],
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['apps/web-e2e/**/*.ts'],
    // Playwright reads the names of fixtures from a destructured first argument.
    rules: { 'no-empty-pattern': 'off' },
  },
  {
    files: ['apps/web/src/**/*.{ts,tsx}', 'libs/ui/src/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks, '@next/next': next },
    settings: { next: { rootDir: 'apps/web' } },
    rules: { ...reactHooks.configs.recommended.rules, ...next.configs.recommended.rules },
  },
  {
    files: ['apps/web/src/**/*.{ts,tsx}'],
    ignores: ['apps/web/src/store/realtime/socket-feed.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: 'socket.io-client',
              message: 'One socket, owned by store/realtime/socket-feed.ts.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['apps/web/src/**/*.tsx', 'apps/web/src/features/**/*.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        { name: 'fetch', message: 'Server state comes through RTK Query.' },
        { name: 'WebSocket', message: 'Live state comes through the realtime middleware.' },
      ],
    },
  },
);
