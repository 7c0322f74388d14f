// A program that owns services until it is killed: `owner.ts <home> <binaries>` prints their addresses.
import { startServices } from '../../src/services/index.ts';

const [home, binaries] = process.argv.slice(2);
const services = await startServices({ home: home!, binaries: binaries!, progress: () => {} });
console.log(JSON.stringify({ mongodbUri: services.mongodbUri, redisUrl: services.redisUrl }));
setInterval(() => {}, 60_000);
