import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { quantize } from 'topojson-client';
import { presimplify, simplify } from 'topojson-simplify';
import { defineConfig, type Plugin } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const TYPES: Readonly<Record<string, string>> = { json: 'application/json', mjs: 'text/javascript' };
/** Square degrees of the smallest triangle that the file's land keeps, and steps of its coordinates around the globe: provinces are only shaded. */
const LAND = { 'basemap.json': [0.015, 20_000], 'provinces.json': [0.04, 10_000] } as const;

/** The page as one file with a place for incidents: `static/single.html`, which `dateline export -o map.html` fills. */
export default defineConfig({
  base: './',
  mode: 'single',
  publicDir: false,
  resolve: { alias: { '@': here('./src') } },
  build: {
    outDir: process.env['DATELINE_SINGLE_OUT'] ?? 'dateline_web/static',
    emptyOutDir: false,
    write: false,
    target: 'es2022',
    assetsInlineLimit: Number.MAX_SAFE_INTEGER,
    cssCodeSplit: false,
    modulePreload: false,
    chunkSizeWarningLimit: 5_000,
    rolldownOptions: {
      input: here('./src/single/main.tsx'),
      output: { format: 'es', codeSplitting: false },
    },
  },
  plugins: [fromTheFile(), asText(), oneFile()],
});

/** What would be asked of the server comes out of the file. */
function fromTheFile(): Plugin {
  const [asked, own] = [here('./src/app/api.ts'), here('./src/single/api.ts')];
  return {
    name: 'from-the-file',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      const found = await this.resolve(source, importer, { ...options, skipSelf: true });
      return found?.id === asked && importer !== own ? own : found;
    },
  };
}

/** What is otherwise fetched from an address stands in the script as text, with an address of its own. */
function asText(): Plugin {
  return {
    name: 'as-text',
    enforce: 'pre',
    load(id) {
      const [path, query] = id.split('?');
      if (query !== 'url' || !path) return null;
      const ending = path.split('.').pop() ?? '';
      const type = TYPES[ending];
      if (!type) return null;
      let text = readFileSync(path, 'utf8');
      for (const [name, [smallest, steps]] of Object.entries(LAND)) {
        if (path.endsWith(`/${name}`)) text = JSON.stringify(quantize(simplify(presimplify(JSON.parse(text) as Parameters<typeof quantize>[0]), smallest), steps));
      }
      return `export default URL.createObjectURL(new Blob([${JSON.stringify(text)}], { type: ${JSON.stringify(type)} }));`;
    },
  };
}

function oneFile(): Plugin {
  return {
    name: 'one-file',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        let script = '';
        let style = '';
        for (const file of Object.values(bundle)) {
          if (file.type === 'chunk') script += file.code;
          else if (file.fileName.endsWith('.css')) style += String(file.source);
          else throw new Error(`${file.fileName} would stand beside the one file`);
        }
        // Nothing is preloaded where there is but one file.
        script = script.replaceAll('__VITE_PRELOAD__', 'void 0');
        const css = Buffer.from(style);
        const length = Buffer.alloc(4);
        length.writeUInt32LE(css.length);
        const page = base85(gzipSync(Buffer.concat([length, css, Buffer.from(script)]), { level: 9 }));
        const start = readFileSync(here('./src/single/start.js'), 'utf8');
        const hash = createHash('sha256').update(start).digest('base64');
        const icon = `data:image/svg+xml;base64,${readFileSync(here('./src/icon.svg')).toString('base64')}`;
        // Of what comes from disk, MapLibre makes its worker as a data address.
        const policy = `default-src 'none'; script-src 'sha256-${hash}' blob:; worker-src blob: data:; style-src 'unsafe-inline'; img-src data: blob:; font-src data:; connect-src blob:; base-uri 'none'; form-action 'none'`;
        const html = [
          '<!doctype html>',
          '<html lang="en">',
          '<head>',
          '<meta charset="utf-8">',
          `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
          '<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">',
          '<meta name="color-scheme" content="light dark">',
          '<meta name="referrer" content="no-referrer">',
          '<title>Dateline</title>',
          `<link rel="icon" href="${icon}">`,
          '</head>',
          '<body>',
          '<div id="app"></div>',
          '<noscript>This map is drawn with JavaScript.</noscript>',
          `<script type="text/plain" id="dateline-page">${page}</script>`,
          '<script type="text/plain" id="dateline-incidents"><!--INCIDENTS--></script>',
          `<script>${start}</script>`,
          '</body>',
          '</html>',
          '',
        ].join('\n');
        const folder = here(process.env['DATELINE_SINGLE_OUT'] ?? './dateline_web/static');
        mkdirSync(folder, { recursive: true });
        writeFileSync(`${folder}/single.html`, html);
        this.info(`single.html: ${Math.round(html.length / 1000)} kB (script ${Math.round(script.length / 1000)} kB, style ${Math.round(style.length / 1000)} kB)`);
      },
    },
  };
}

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%,()*+-;/=>?@^_`{|}~';

/** Five letters for four bytes, of letters that mean nothing in HTML. */
function base85(bytes: Buffer): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 4) {
    const group = Buffer.alloc(4);
    const length = bytes.copy(group, 0, at, Math.min(at + 4, bytes.length));
    let value = group.readUInt32BE();
    const letters = Array<string>(5);
    for (let i = 4; i >= 0; i--) {
      letters[i] = ALPHABET[value % 85]!;
      value = Math.floor(value / 85);
    }
    parts.push(letters.slice(0, length + 1).join(''));
  }
  return parts.join('');
}
