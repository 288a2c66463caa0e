import { readdirSync } from 'node:fs';

// Runs every *.test.ts of this folder, on every system: `node --test` finds TypeScript only from Node.js 22 on.
readdirSync('.').filter(file => file.endsWith('.test.ts')).forEach(file => import(`./${file}`));
