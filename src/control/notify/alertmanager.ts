import { Secrets } from '../../prometheus/http/secrets.ts';
import { formatMoment } from '../../text/time.ts';
import { type AddressKeys, addressSchema, checkAddress, readAddress } from '../address.ts';
import { guardedApply } from '../guarded.ts';
import { outcomeOf, send } from '../http.ts';
import { confirmed } from '../outcome.ts';
import { readSecret, type SecretKeys, secretFault, secretSchema } from '../secrets.ts';
import type { World } from '../world.ts';
import type { Note, NoteKind, NotifierKind } from './notifier.ts';
import { sentenceOf } from './sentence.ts';

interface AlertmanagerConfig extends AddressKeys, SecretKeys<'token'> {
  readonly labels?: Readonly<Record<string, string>>;
}

/** The alerts of problems; other notes are none. */
const ALERTS: Partial<Readonly<Record<NoteKind, { readonly name: string; readonly severity: string }>>> = {
  reset: { name: 'RolloutReset', severity: 'warning' },
  killed: { name: 'RolloutKilled', severity: 'critical' },
  blind: { name: 'RolloutBlind', severity: 'warning' },
  drifted: { name: 'RolloutDrifted', severity: 'critical' },
  actuator_failed: { name: 'RolloutActuatorFailed', severity: 'critical' },
};

/** An alert that is not repeated for so long is resolved: its controller is gone, which is an alert of its own. */
const LIFETIME_SECONDS = 15 * 60;

/** An Alertmanager: a problem fires, fires on with each repetition, and is resolved when it is over. */
export const alertmanager: NotifierKind<AlertmanagerConfig> = {
  kind: 'alertmanager',
  isForgetful: true,
  summary: 'Alerts of an Alertmanager (API v2) for problems: they fire, are repeated, and are resolved.',
  schema: {
    properties: {
      ...addressSchema,
      ...secretSchema('token', 'a token, sent as Authorization: Bearer'),
      labels: {
        type: 'object',
        propertyNames: { pattern: '^[A-Za-z_][A-Za-z0-9_]*$' },
        additionalProperties: { type: 'string' },
        description: 'Labels that every alert has beside alertname, rollout and severity.',
      },
    },
    required: [],
  },
  check: checkAddress,
  fault: (config, world) => secretFault(() => secretsOf(config, world)),
  open:
    (config, world) =>
    (note, { signal }) =>
      guardedApply(async () => {
        const alert = alertOf(note, config, world);
        if (alert === undefined) return confirmed;
        const { secrets, address, token } = secretsOf(config, world);
        const url = `${address.replace(/\/+$/, '')}/api/v2/alerts`;
        const headers: Record<string, string> =
          token === undefined ? {} : { authorization: `Bearer ${token}` };
        const text = JSON.stringify([alert]);
        return outcomeOf(await send(world, { url, method: 'POST', headers, text, signal }), secrets);
      }),
};

/** Throws SecretFault. */
function secretsOf(config: AlertmanagerConfig, world: World) {
  const secrets = new Secrets();
  const address = readAddress(config, world, secrets);
  const token = readSecret(config, 'token', world);
  secrets.add(token);
  return { secrets, address, token };
}

/** Its labels are its identity, so that a repetition and an end find it. */
function alertOf(note: Note, { labels }: AlertmanagerConfig, world: World): object | undefined {
  const alert = ALERTS[note.kind];
  if (alert === undefined) return undefined;
  const { name: alertname, severity } = alert;
  const endsAt = note.is_over ? world.now() : world.now() + LIFETIME_SECONDS;
  return {
    labels: { ...labels, alertname, severity, rollout: note.rollout },
    annotations: { summary: sentenceOf(note) },
    startsAt: formatMoment(note.time),
    endsAt: formatMoment(Math.max(endsAt, note.time)),
  };
}
