import { type Annotations, type ForgeWorld, noAnnotations } from './annotations/forge.ts';

/** The forms of `--annotations`. */
export const ANNOTATION_FORMS = ['github', 'gitlab', 'none'] as const;
export type AnnotationForm = (typeof ANNOTATION_FORMS)[number];

/** What the command line says of annotations. */
interface Chosen {
  readonly annotations: AnnotationForm | undefined;
  readonly json: boolean;
}

/**
 * The annotations of a form; where none is given, those of the forge whose job this is, but beside `-o json`: there
 * stderr is a document for somebody else.
 */
export async function annotationsFor({ annotations, json }: Chosen, world: ForgeWorld): Promise<Annotations> {
  const isJob = world.env.GITHUB_ACTIONS === 'true' && !json;
  const chosen = annotations ?? (isJob ? 'github' : 'none');
  if (chosen === 'none') return noAnnotations;
  if (chosen === 'github') return (await import('./annotations/github.ts')).githubAnnotations(world);
  return (await import('./annotations/gitlab.ts')).gitlabAnnotations(world);
}
