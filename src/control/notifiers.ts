import { alertmanager } from './notify/alertmanager.ts';
import { exec } from './notify/exec.ts';
import { NOTE_KINDS, type NoteKind, type Notifier, type NotifierKind } from './notify/notifier.ts';
import { slack } from './notify/slack.ts';
import { webhook } from './notify/webhook.ts';
import { confirmed } from './outcome.ts';
import type { World } from './world.ts';

/** All kinds of notifications, in the order of the docs. */
export const notifierKinds: readonly NotifierKind[] = [webhook, slack, alertmanager, exec];

/** Which notes are sent; all, where it is missing. Every kind has this key. */
export interface NotifierKeys {
  readonly on?: readonly NoteKind[];
}

export const onSchema = {
  type: 'array',
  minItems: 1,
  uniqueItems: true,
  items: { enum: NOTE_KINDS },
  description: 'What is told; everything, where it is missing.',
};

/** A notifier of one entry of a rollout file: notes that it does not ask for are done at once. */
export function openNotifier<C extends object>(
  kind: NotifierKind<C>,
  config: C & NotifierKeys,
  world: World,
): Notifier {
  const notify = kind.open(config, world);
  const { on } = config;
  return async (note, call) => (on === undefined || on.includes(note.kind) ? notify(note, call) : confirmed);
}
