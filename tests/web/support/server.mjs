// Starts a real `dateline serve` on the example reports for the browser tests. The store is made anew; the compiled gazetteer is the one
// that the Python tests keep.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const port = process.argv[2] ?? '47124';
const folder = process.env.DATELINE_E2E_DATA ?? `${root}.data/e2e`;
const local = `${root}.venv/bin/dateline`;
const dateline = existsSync(local) ? local : 'dateline';
const env = { ...process.env, DATELINE_DATA_DIR: folder };

mkdirSync(folder, { recursive: true });
for (const name of readdirSync(folder)) if (name.startsWith('dateline.sqlite')) rmSync(`${folder}/${name}`);
const shared = join(tmpdir(), `dateline-tests-${userInfo().uid}`, 'gazetteer');
mkdirSync(shared, { recursive: true });
if (!existsSync(`${folder}/gazetteer`)) symlinkSync(shared, `${folder}/gazetteer`, 'dir');
for (const args of [['gazetteer', 'build', '--if-needed'], ['ingest', '--examples']]) {
  const { status } = spawnSync(dateline, args, { cwd: folder, env, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status) process.exit(status);
}
const server = spawn(dateline, ['serve', '--port', port, '--no-open'], { cwd: folder, env, stdio: ['ignore', 'inherit', 'inherit'] });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal));
server.on('exit', (code) => process.exit(code ?? 0));
