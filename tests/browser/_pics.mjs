import { startServer } from './lib/server.mjs';
