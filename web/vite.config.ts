import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

// The server that `make dev` talks to: `twin serve` where it stands by default.
const server = process.env['SWITCHYARD_SERVER'] ?? 'http://127.0.0.1:8400';
const proxy = { target: server, changeOrigin: false, ws: true, headers: { origin: server, host: new URL(server).host } };

export default defineConfig({
  plugins: [svelte()],
  build: {
    // No inline script, style or image: the page runs under `default-src 'self'`.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2023',
    chunkSizeWarningLimit: 450,
  },
  server: { host: '127.0.0.1', port: 5173, strictPort: true, proxy: { '/api': proxy, '/enter': proxy } },
  test: { include: ['src/**/*.test.ts'], environment: 'node' },
});
