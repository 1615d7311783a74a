/** A line of a tree drawn as text, and what hangs below it. */
export interface TextNode {
  readonly text: string;
  readonly below: readonly TextNode[];
}

/** A tree as lines; what is below a line is indented under it, on branches. Ends with a newline. */
export const treeText = (roots: readonly TextNode[]): string =>
  roots
    .flatMap(({ text, below }) => [text, ...branches(below)])
    .map((line) => `${line}\n`)
    .join('');

const branches = (nodes: readonly TextNode[]): string[] =>
  nodes.flatMap(({ text, below }, i) => {
    const isLast = i === nodes.length - 1;
    const [branch, indent] = isLast ? ['└─ ', '   '] : ['├─ ', '│  '];
    return [`${branch}${text}`, ...branches(below).map((line) => `${indent}${line}`)];
  });
