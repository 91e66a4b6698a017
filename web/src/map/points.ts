import type { CustomLayerInterface, MapLibreMap } from 'maplibre-gl';
import { KIND_COLORS, KINDS, STATUSES } from '../model/codebook';
import { BACKGROUND, type Columns, UNTOLD } from '../model/columns';
import type { Window } from '../model/days';
import type { TimeIndex } from '../model/timeindex';
import { lowerBound } from '../model/timeindex';
import type { Palette } from './palette';
import { FRAGMENT, VERTEX } from './shaders';

/** Bytes of a row that never change: where it lies (two floats), kind and status, size, opacity and by how much it is moved aside. */
const STRIDE = 16;
const GOLDEN = Math.PI * (3 - Math.sqrt(5));

export interface PointsData {
  readonly columns: Columns;
  readonly time: TimeIndex;
  /** Per row: 1 when every filter but the days lets it pass. */
  readonly passes: Uint8Array;
  readonly window: Window | null;
  readonly undated: boolean;
}

interface Buffers {
  readonly vao: WebGLVertexArrayObject;
  readonly fixed: WebGLBuffer;
  readonly mask: WebGLBuffer;
  readonly count: number;
}

/**
 * Dots of any number of incidents. They lie on the graphics card in the order of their days, so that a window of days is one contiguous
 * draw and a step of time sends nothing; what the other filters leave out is a byte a row, sent anew when a filter changes. What began
 * before the window and reaches into it is drawn from a second, short list of what lasts longer than a day.
 */
export class PointsLayer implements CustomLayerInterface {
  readonly id = 'points';
  readonly type = 'custom';
  readonly renderingMode = '2d';
  private map: MapLibreMap | null = null;
  private program: WebGLProgram | null = null;
  private uniforms = new Map<string, WebGLUniformLocation | null>();
  private all: Buffers | null = null;
  private long: Buffers | null = null;
  private loaded: Columns | null = null;
  private masked: Uint8Array | null = null;
  private data: PointsData | null = null;
  private palette: Palette;
  /** Where incidents lie from west to east, in shares of the world: which copies of the world must be drawn. */
  private reach: readonly [number, number] = [0, 1];

  constructor(palette: Palette) {
    this.palette = palette;
  }

  show(data: PointsData | null): void {
    this.data = data;
    this.map?.triggerRepaint();
  }

  setPalette(palette: Palette): void {
    this.palette = palette;
    this.map?.triggerRepaint();
  }

  onAdd(map: MapLibreMap, gl: WebGL2RenderingContext): void {
    this.map = map;
    this.program = link(gl, VERTEX, FRAGMENT);
    for (const name of ['u_center', 'u_scale', 'u_pixel', 'u_wrap', 'u_ratio', 'u_size', 'u_near', 'u_from', 'u_colors', 'u_paper', 'u_edge']) {
      this.uniforms.set(name, gl.getUniformLocation(this.program, name));
    }
    // A new context begins without what the one before it held.
    this.loaded = null;
    this.masked = null;
  }

  onRemove(_map: MapLibreMap, gl: WebGL2RenderingContext): void {
    this.release(gl);
    if (this.program) gl.deleteProgram(this.program);
    this.program = null;
    this.map = null;
  }

  render(gl: WebGL2RenderingContext): void {
    const { data, program, map } = this;
    if (!data || !program || !map) return;
    this.upload(gl, data);
    const { columns, time, window, undated } = data;
    const run = undated ? ([columns.dated, columns.count] as const) : window ? time.startingIn(window) : ([0, columns.count] as const);
    const { clientWidth: width, clientHeight: height } = map.getContainer();
    const zoom = map.getZoom();
    const world = 512 * 2 ** zoom;
    const { lng, lat } = map.getCenter();
    const [x, y] = mercator(lng, lat);
    gl.useProgram(program);
    gl.disable(gl.DEPTH_TEST);
    gl.disable(gl.STENCIL_TEST);
    gl.disable(gl.CULL_FACE);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    const at = (name: string) => this.uniforms.get(name) ?? null;
    gl.uniform2f(at('u_center'), x, y);
    gl.uniform2f(at('u_scale'), (2 * world) / width, (-2 * world) / height);
    gl.uniform2f(at('u_pixel'), 2 / width, -2 / height);
    gl.uniform1f(at('u_ratio'), gl.drawingBufferWidth / width);
    // From afar dots are small and lie on their spot; from near they are apart. The more there are, the smaller: they would only cover each other.
    gl.uniform1f(at('u_size'), Math.max(0.5, Math.min(1, 1.7 - 0.2 * Math.log10(run[1] - run[0] + 1))));
    gl.uniform1f(at('u_near'), Math.max(0, Math.min(1, (zoom - 3) / 6)));
    gl.uniform3fv(at('u_colors'), KINDS.flatMap((kind) => rgb(KIND_COLORS[kind])));
    gl.uniform3fv(at('u_paper'), rgb(this.palette.paper));
    gl.uniform1f(at('u_edge'), this.palette.name === 'dark' ? 1 : 0);

    for (const wrap of this.wraps(x, width / world)) {
      gl.uniform1f(at('u_wrap'), wrap);
      if (window && !undated && this.long) {
        gl.uniform1f(at('u_from'), window.from);
        this.draw(gl, this.long, 0, lowerBound(time.long, run[0]));
      }
      gl.uniform1f(at('u_from'), -3e38);
      if (this.all) this.draw(gl, this.all, run[0], run[1]);
    }
    gl.bindVertexArray(null);
    gl.bindBuffer(gl.ARRAY_BUFFER, null);
  }

  private draw(gl: WebGL2RenderingContext, { vao }: Buffers, first: number, last: number): void {
    if (last <= first) return;
    gl.bindVertexArray(vao);
    gl.drawArrays(gl.POINTS, first, last - first);
  }

  /** Copies of the world in which incidents can be seen. */
  private wraps(x: number, share: number): number[] {
    const found: number[] = [];
    for (let wrap = Math.floor(x - share / 2) - 1; wrap <= x + share / 2; wrap++) {
      if (this.reach[1] + wrap >= x - share / 2 && this.reach[0] + wrap <= x + share / 2) found.push(wrap);
    }
    return found;
  }

  private upload(gl: WebGL2RenderingContext, { columns, time, passes }: PointsData): void {
    if (this.loaded !== columns) {
      this.release(gl);
      const fixed = fixedOf(columns);
      this.reach = reachOf(columns);
      const ends = new Float32Array(time.long.length);
      const some = new Uint8Array(time.long.length * STRIDE);
      time.long.forEach((row, i) => {
        some.set(fixed.subarray(row * STRIDE, (row + 1) * STRIDE), i * STRIDE);
        ends[i] = columns.to[row]!;
      });
      this.all = buffersOf(gl, fixed, null);
      this.long = buffersOf(gl, some, ends);
      this.loaded = columns;
      this.masked = null;
    }
    if (this.masked !== passes) {
      gl.bindBuffer(gl.ARRAY_BUFFER, this.all!.mask);
      gl.bufferSubData(gl.ARRAY_BUFFER, 0, passes);
      gl.bindBuffer(gl.ARRAY_BUFFER, this.long!.mask);
      gl.bufferSubData(gl.ARRAY_BUFFER, 0, Uint8Array.from(time.long, (row) => passes[row]!));
      this.masked = passes;
    }
  }

  private release(gl: WebGL2RenderingContext): void {
    for (const buffers of [this.all, this.long]) {
      if (!buffers) continue;
      gl.deleteVertexArray(buffers.vao);
      gl.deleteBuffer(buffers.fixed);
      gl.deleteBuffer(buffers.mask);
    }
    this.all = this.long = null;
    this.loaded = null;
  }
}

/** Where a point lies on the map, in shares of the world from its north-western corner. */
export function mercator(lon: number, lat: number): [number, number] {
  const sine = Math.sin((Math.max(-85.05, Math.min(85.05, lat)) * Math.PI) / 180);
  return [lon / 360 + 0.5, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
}

/** By how many pixels the n-th incident of a spot is moved aside: along a spiral, which begins anew when it is full. */
export const TURNS = 90;
export const asideOf = (n: number): readonly [number, number] => {
  const turn = n % TURNS;
  const far = 1.35 * Math.sqrt(turn);
  return [Math.cos(turn * GOLDEN) * far, Math.sin(turn * GOLDEN) * far];
};

/** The diameter of a dot in pixels: by the toll's logarithm. */
const SIZES = Uint8Array.from({ length: 1024 }, (_, weight) => Math.round(8 * Math.min(17, 5 + 3.2 * Math.log10(1 + weight / 4))));

function fixedOf({ count, spots, spot, kind, status, flags, killedHigh, woundedHigh, confidence }: Columns): Uint8Array {
  const bytes = new Uint8Array(count * STRIDE);
  const floats = new Float32Array(bytes.buffer);
  const shifts = new Int8Array(bytes.buffer);
  const xs = new Float32Array(spots.count);
  const ys = new Float32Array(spots.count);
  for (let at = 0; at < spots.count; at++) [xs[at], ys[at]] = mercator(spots.lon[at]!, spots.lat[at]!);
  const seen = new Uint32Array(spots.count);
  const aside = Array.from({ length: TURNS }, (_, n) => asideOf(n).map((pixels) => Math.round(8 * pixels)));
  const told = (value: number): number => (value === UNTOLD ? 0 : value);
  for (let row = 0; row < count; row++) {
    const at = spot[row]!;
    floats[row * 4] = xs[at]!;
    floats[row * 4 + 1] = ys[at]!;
    const byte = row * STRIDE + 8;
    bytes[byte] = kind[row]!;
    bytes[byte + 1] = status[row]!;
    const weight = Math.min(1023, 4 * told(killedHigh[row]!) + told(woundedHigh[row]!));
    bytes[byte + 2] = SIZES[weight]! + (STATUSES[status[row]!] === 'occurred' ? 0 : 24);
    bytes[byte + 3] = Math.round(255 * (0.5 + confidence[row]! / 200) * (flags[row]! & BACKGROUND ? 0.6 : 1));
    const [right, down] = aside[seen[at]!++ % TURNS]!;
    shifts[byte + 4] = right!;
    shifts[byte + 5] = down!;
  }
  return bytes;
}

function reachOf({ spots }: Columns): readonly [number, number] {
  let [least, most] = [1, 0];
  for (const lon of spots.lon) {
    if (Number.isNaN(lon)) continue;
    least = Math.min(least, lon / 360 + 0.5);
    most = Math.max(most, lon / 360 + 0.5);
  }
  return [least, most];
}

/** What the shader reads: 0 place, 1 kind and status, 2 size and opacity, 3 shift, 4 mask, 5 last day. */
function buffersOf(gl: WebGL2RenderingContext, bytes: Uint8Array, ends: Float32Array | null): Buffers {
  const count = bytes.length / STRIDE;
  const vao = gl.createVertexArray()!;
  gl.bindVertexArray(vao);
  const fixed = gl.createBuffer()!;
  gl.bindBuffer(gl.ARRAY_BUFFER, fixed);
  gl.bufferData(gl.ARRAY_BUFFER, bytes.byteLength + (ends?.byteLength ?? 0), gl.STATIC_DRAW);
  gl.bufferSubData(gl.ARRAY_BUFFER, 0, bytes);
  if (ends) gl.bufferSubData(gl.ARRAY_BUFFER, bytes.byteLength, ends);
  const attribute = (index: number, size: number, type: number, normalized: boolean, stride: number, offset: number) => {
    gl.enableVertexAttribArray(index);
    gl.vertexAttribPointer(index, size, type, normalized, stride, offset);
  };
  attribute(0, 2, gl.FLOAT, false, STRIDE, 0);
  attribute(1, 2, gl.UNSIGNED_BYTE, false, STRIDE, 8);
  attribute(2, 2, gl.UNSIGNED_BYTE, false, STRIDE, 10);
  attribute(3, 2, gl.BYTE, false, STRIDE, 12);
  if (ends) attribute(5, 1, gl.FLOAT, false, 4, bytes.byteLength);
  const mask = gl.createBuffer()!;
  gl.bindBuffer(gl.ARRAY_BUFFER, mask);
  gl.bufferData(gl.ARRAY_BUFFER, Math.max(1, count), gl.DYNAMIC_DRAW);
  attribute(4, 1, gl.UNSIGNED_BYTE, false, 1, 0);
  gl.bindVertexArray(null);
  return { vao, fixed, mask, count };
}

function link(gl: WebGL2RenderingContext, vertex: string, fragment: string): WebGLProgram {
  const program = gl.createProgram()!;
  for (const [type, source] of [[gl.VERTEX_SHADER, vertex], [gl.FRAGMENT_SHADER, fragment]] as const) {
    const shader = gl.createShader(type)!;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
    gl.deleteShader(shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost()) throw new Error(`the dots cannot be drawn: ${gl.getProgramInfoLog(program) ?? ''}`);
  return program;
}

function rgb(hex: string): [number, number, number] {
  const value = parseInt(hex.slice(1), 16);
  return [(value >> 16) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255];
}
