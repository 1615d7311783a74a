import type { Losses, Node } from './node.ts';

/** What stands for `{{args.NAME}}`, by its name. */
export type Arguments = ReadonlyMap<string, string>;

/** A text with the values of its arguments; one without a value is a loss and stays. */
export function resolve(node: Node, args: Arguments, losses: Losses): string {
  return node.text()!.replace(/\{\{\s*args\.([\w-]+)\s*\}\}/g, (placeholder, name: string) => {
    const value = args.get(name);
    if (value === undefined) losses.add(`argument ${name}: it has no value in the file; put it in`, node);
    return value ?? placeholder;
  });
}

/** A number or a duration with the values of its arguments; missing where one of them has none. */
export function filled(node: Node, args: Arguments, losses: Losses): Node {
  if (typeof node.value !== 'string') return node;
  const text = resolve(node, args, losses);
  return node.with(/\{\{\s*args\./.test(text) ? undefined : text);
}
