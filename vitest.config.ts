import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';

const room = fileURLToPath(new URL('./src/$1/index.ts', import.meta.url));

export default defineConfig({
  resolve: { alias: [{ find: /^#([a-z]+)$/, replacement: room }] },
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    globalSetup: './test/global-setup.ts',
    testTimeout: 20_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
  },
});
