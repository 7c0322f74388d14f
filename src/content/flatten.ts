/** Every text of a file as it is nested, by its full key (`topics.food.true`), in order; others are left out. */
export function flatten(tree: object): [string, string][] {
  return leaves(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[key, value] as [string, string]] : [],
  );
}

/** Every end of the nesting by its full key, whatever stands there; an empty object is an end too. */
export function leaves(tree: object, above = ''): [string, unknown][] {
  return Object.entries(tree).flatMap(([name, value]): [string, unknown][] => {
    const key = above ? `${above}.${name}` : name;
    const holds = value !== null && typeof value === 'object' && Object.keys(value).length > 0;
    return holds ? leaves(value, key) : [[key, value]];
  });
}
