/**
 * All that the PromQL type checker takes from @codemirror/language; the bundle does without the editor behind
 * it.
 */
export const syntaxTree = (editor) => editor.field().tree;
