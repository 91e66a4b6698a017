// Starts a real `dateline serve` on the example reports for the browser tests. The compiled gazetteer is kept from run to run;
// the store is made anew.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const port = process.argv[2] ?? '47124';
const folder = process.env.DATELINE_E2E_DATA ?? `${root}.data/e2e`;
const local = `${root}.venv/bin/dateline`;
const dateline = existsSync(local) ? local : 'dateline';
const env = { ...process.env, DATELINE_DATA_DIR: folder };

mkdirSync(folder, { recursive: true });
for (const name of readdirSync(folder)) if (name.startsWith('dateline.sqlite')) rmSync(`${folder}/${name}`);
for (const args of [['gazetteer', 'build', '--if-needed'], ['ingest', '--examples']]) {
  const { status } = spawnSync(dateline, args, { cwd: folder, env, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status) process.exit(status);
}
const server = spawn(dateline, ['serve', '--port', port, '--no-open'], { cwd: folder, env, stdio: ['ignore', 'inherit', 'inherit'] });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal));
server.on('exit', (code) => process.exit(code ?? 0));
