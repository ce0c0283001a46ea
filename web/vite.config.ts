import adapter from '@sveltejs/adapter-static';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

// Where `npm run dev` finds a running server; the build does not use it.
const api = process.env.PANOH_API ?? 'http://127.0.0.1:8080';
const output = process.env.PANOH_WEB_OUTPUT ?? '../build/web';

export default defineConfig({
	plugins: [
		sveltekit({
			adapter: adapter({ pages: output, assets: output, fallback: 'index.html', precompress: true }),
			paths: { relative: false },
			// The content security policy forbids inline styles, so every style is a file.
			inlineStyleThreshold: 0,
			version: { name: process.env.PANOH_VERSION ?? '0.1.0' },
		}),
	],
	build: { target: 'es2022', manifest: true, assetsInlineLimit: 0 },
	server: {
		fs: { allow: ['..'] },
		proxy: { '/api': api },
	},
});
