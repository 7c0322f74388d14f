/** Where the two services are reached. */
export type ServiceAddresses = { mongodbUri: string; redisUrl: string };

/** The database Puente keeps its facts in where nobody names another. */
const DATABASE = 'puente';

/** The address of our own one-node replica set on this port. */
export function mongodbAddress(port: number): string {
  return `mongodb://127.0.0.1:${port}/${DATABASE}?replicaSet=rs0`;
}

/** The address of our own Valkey on this port. */
export function valkeyAddress(port: number): string {
  return `redis://127.0.0.1:${port}`;
}
