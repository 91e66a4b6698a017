/** Shaders of the dots: where each lies, and its sign: a disk, a ring with a dot, a dashed ring or a crossed ring. */

export const VERTEX = `#version 300 es
precision highp float;
layout(location = 0) in vec2 a_place;
layout(location = 1) in vec2 a_sign;
layout(location = 2) in vec2 a_look;
layout(location = 3) in vec2 a_aside;
layout(location = 4) in float a_mask;
layout(location = 5) in float a_last;
uniform vec2 u_center;
uniform vec2 u_scale;
uniform vec2 u_pixel;
uniform float u_wrap;
uniform float u_ratio;
uniform float u_size;
uniform float u_near;
uniform float u_from;
uniform vec3 u_colors[6];
flat out vec4 v_color;
flat out int v_status;
flat out float v_size;
void main() {
  if (a_mask < 0.5 || (u_from > -1e38 && a_last < u_from) || a_place.x != a_place.x) {
    gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
    gl_PointSize = 0.0;
    return;
  }
  float pixels = a_look.x / 8.0 * u_size * (0.55 + 0.45 * u_near);
  vec2 place = (a_place - u_center + vec2(u_wrap, 0.0)) * u_scale + a_aside / 8.0 * u_near * u_pixel;
  gl_Position = vec4(place, 0.0, 1.0);
  v_size = pixels * u_ratio + 1.5;
  gl_PointSize = v_size;
  int kind = int(a_sign.x);
  v_color = vec4(u_colors[kind], a_look.y / 255.0);
  v_status = int(a_sign.y);
}
`;

export const FRAGMENT = `#version 300 es
precision mediump float;
flat in vec4 v_color;
flat in int v_status;
flat in float v_size;
uniform vec3 u_paper;
uniform float u_edge;
out vec4 color;
void main() {
  vec2 p = (gl_PointCoord - 0.5) * v_size;
  float r = v_size * 0.5 - 0.75;
  float d = length(p);
  float inside = clamp(r - d + 0.5, 0.0, 1.0);
  if (inside <= 0.0) discard;
  vec3 paint = v_color.rgb;
  if (v_status == 0) {
    // The rim keeps neighbors of one color apart.
    float rim = clamp(d - r + 1.4, 0.0, 1.0) * 0.45;
    paint = mix(paint, mix(vec3(1.0), u_paper, u_edge), rim);
  } else {
    float width = max(1.5, r * 0.34);
    float line = clamp(d - (r - width) + 0.5, 0.0, 1.0);
    if (v_status == 1) line = max(line, clamp(r * 0.36 - d + 0.5, 0.0, 1.0));
    if (v_status == 2) line *= step(0.42, fract(atan(p.y, p.x) * 0.9549297));
    if (v_status == 3) line = max(line, clamp(width * 0.5 - abs(abs(p.x) - abs(p.y)) * 0.7071 + 0.5, 0.0, 1.0));
    paint = mix(u_paper, paint, line);
  }
  float alpha = v_color.a * inside;
  color = vec4(paint * alpha, alpha);
}
`;
