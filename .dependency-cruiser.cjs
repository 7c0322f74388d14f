// The walls between the rooms. All rules come from the table below, which is design and law: lowest first, a
// room imports only rooms above it in this table, type-only imports included.

/** Room → the vendors that live there and in no other room. */
const ROOMS = {
  domain: ['libphonenumber-js'],
  understanding: [],
  engine: [],
  storage: ['mongoose'],
  queue: ['bullmq', 'ioredis'],
  content: ['i18next', 'yaml'],
  channels: [],
  contacts: [],
  outbox: [],
  inbox: [],
  workshops: [],
  surveys: [],
  broadcasts: [],
  conversations: [],
  dispatch: [],
  web: ['express', 'express-rate-limit', 'express-session', 'helmet', '@kitajs/html', 'uqr'],
  worker: [],
};

/** Rooms beside the stack: they know `domain` only. */
const SIDE_ROOMS = {
  services: ['mongodb', 'ioredis', 'mongodb-memory-server-core'],
  emulator: ['express', '@kitajs/html'],
};

/** Vendors of one folder inside a room. */
const FOLDERS = { 'channels/twilio': ['twilio'] };

/** Free in every room, as are Node's own modules. */
const FREE = ['zod', 'date-fns', '@date-fns/tz', 'pino', 'csv-parse', 'csv-stringify'];

/** The files that stand on top of all rooms. */
const TOP = [
  'main',
  'start-program',
  'start-emulator',
  'front-door',
  'where-to-look',
  'config',
  'settings-table',
  'world',
  'open-clock',
  'load',
  'load-line',
  'demo-programme-table',
].join('|');

const any = (names) => names.map((name) => name.replace(/[/.-]/g, '\\$&')).join('|');
const roomPath = (rooms) => `^src/(${any(rooms)})/`;
const packagePath = (vendors) => `(^|/)node_modules/(@types/)?(${any(vendors)})(/|$)`;

const stack = Object.keys(ROOMS);
const sides = Object.keys(SIDE_ROOMS);
const all = [...stack, ...sides];
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

const upward = stack.map((room, height) =>
  rule(
    `no-upward-import-from-${room}`,
    `${room} imports only rooms above it in the table: ${stack.slice(0, height).join(', ') || 'none'}.`,
    { path: roomPath([room]) },
    { path: '^src/', pathNot: roomPath(stack.slice(0, height + 1)) },
  ),
);

const beside = sides.map((room) =>
  rule(
    `${room}-imports-only-domain`,
    `${room} stands beside the stack and knows only domain.`,
    { path: roomPath([room]) },
    { path: '^src/', pathNot: roomPath(['domain', room]) },
  ),
);

/** A room's inside is its own: others, and the files on top, go through index.ts. */
const throughIndex = rule(
  'only-through-index',
  'Another room is reached through its index.ts alone.',
  { path: '^src/([^/]+)/' },
  { path: `^src/(${any(all)})/.+`, pathNot: ['^src/$1/', `^src/(${any(all)})/index\\.tsx?$`] },
);
const byName = rule(
  'only-by-room-name',
  'Another room is written #room; ../ never leaves a room.',
  { path: '^src/([^/]+)/' },
  { path: roomPath(all), pathNot: '^src/$1/', dependencyTypesNot: ['aliased'] },
);
const topThroughIndex = rule(
  'top-only-through-index',
  'The files on top reach a room through its index.ts alone.',
  { path: '^src/[^/]+$' },
  { path: `^src/(${any(all)})/.+`, pathNot: `^src/(${any(all)})/index\\.tsx?$` },
);
const scriptsThroughIndex = rule(
  'scripts-only-through-index',
  'Commands reach a room through its index.ts alone, and src/ by the files on top.',
  { path: '^scripts/' },
  { path: `^src/(${any(all)})/.+`, pathNot: `^src/(${any(all)})/index\\.tsx?$` },
);

const noScriptsOrTests = rule(
  'src-imports-no-scripts-or-tests',
  'The program does not know its commands and tests.',
  { path: '^src/' },
  { path: '^(scripts|test)/' },
);
const unknownPlace = rule(
  'only-known-rooms',
  'A new room needs a row in the table of .dependency-cruiser.cjs.',
  { path: '^src/', pathNot: [roomPath(all), `^src/(${TOP})\\.tsx?$`] },
  {},
);
const unknownImported = rule(
  'only-known-rooms-imported',
  'A new room needs a row in the table of .dependency-cruiser.cjs.',
  {},
  { path: '^src/', pathNot: [roomPath(all), `^src/(${TOP})\\.tsx?$`] },
);

/** Who may import a vendor: its room or folder, wherever the tables above name it. */
function homesOf(vendor) {
  const rooms = Object.entries({ ...ROOMS, ...SIDE_ROOMS, ...FOLDERS });
  return rooms.filter(([, vendors]) => vendors.includes(vendor)).map(([room]) => `^src/${room}/`);
}
const vendors = [...new Set(Object.values({ ...ROOMS, ...SIDE_ROOMS, ...FOLDERS }).flat())];
const vendorRules = vendors.map((vendor) =>
  rule(
    `vendor-${vendor}`,
    `${vendor} lives in its own room: ${homesOf(vendor).join(', ')}.`,
    { path: '^src/', pathNot: homesOf(vendor) },
    { path: packagePath([vendor]) },
  ),
);
const unlistedVendor = rule(
  'vendor-unlisted',
  'A package must be free or live in a room: see the tables of .dependency-cruiser.cjs.',
  { path: '^src/' },
  { path: 'node_modules/', pathNot: packagePath([...vendors, ...FREE]) },
);

const noCycle = rule('no-cycle', 'No circle of imports, types included.', {}, { circular: true });
const resolvable = rule(
  'no-unresolvable',
  'Every import leads somewhere.',
  {},
  { couldNotResolve: true },
);

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...upward,
    ...beside,
    throughIndex,
    byName,
    topThroughIndex,
    scriptsThroughIndex,
    noScriptsOrTests,
    unknownPlace,
    unknownImported,
    ...vendorRules,
    unlistedVendor,
    noCycle,
    resolvable,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage|\\.puente)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    },
  },
};
