type Tree = { [name: string]: unknown };

/** A file's texts with some put in by their full keys, in the order in which `like` has its own. */
export function mergeTexts(tree: object, texts: ReadonlyMap<string, string>, like: object): object {
  const merged = structuredClone(tree) as Tree;
  for (const [key, text] of texts) {
    const names = key.split('.');
    let at = merged;
    for (const name of names.slice(0, -1)) {
      if (!isTree(at[name])) at[name] = {};
      at = at[name] as Tree;
    }
    at[names.at(-1)!] = text;
  }
  return inOrder(merged, like as Tree);
}

function inOrder(tree: Tree, like: Tree): Tree {
  const names = [
    ...Object.keys(like).filter((name) => Object.hasOwn(tree, name)),
    ...Object.keys(tree).filter((name) => !Object.hasOwn(like, name)),
  ];
  return Object.fromEntries(
    names.map((name) => {
      const [mine, theirs] = [tree[name], like[name]];
      return [name, isTree(mine) ? inOrder(mine, isTree(theirs) ? theirs : {}) : mine];
    }),
  );
}

function isTree(value: unknown): value is Tree {
  return value !== null && typeof value === 'object';
}
