// Biome lints and formats; ESLint only does what Biome does not: regular expressions and forgotten promises.
import { defineConfig } from 'eslint/config'
import regexp from 'eslint-plugin-regexp'
import tseslint from 'typescript-eslint'

export default defineConfig(
  { ignores: ['dist/', 'coverage/', '.cache/'] },
  {
    files: ['{src,test,bench}/**/*.{ts,mjs}'],
    extends: [regexp.configs['flat/recommended']],
    rules: { 'no-control-regex': 'off' },
  },
  {
    // What runs over mail must not be slower than linear.
    files: ['src/**/*.ts'],
    rules: { 'regexp/no-super-linear-move': 'error' },
  },
  {
    files: ['**/*.ts'],
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    plugins: { '@typescript-eslint': tseslint.plugin },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
    },
  },
)
