import { throwIfErrors } from '../../errors/rollout-error.ts';
import { readIncidents as readIncidentsIn } from '../../judge/incidents/file.ts';
import { parseIncident } from '../../judge/incidents/flag.ts';
import type { WrittenIncident } from '../../judge/incidents/incident.ts';
import { parseYaml } from '../../text/yaml.ts';
import { FaultCollector } from '../fault-collector.ts';
import type { IO } from '../io.ts';
import type { BadRequest } from './request.ts';

/** The incidents of all `--incident` and of the file of `--incidents`. Throws every fault of them: INCIDENT_*, YAML_*, FILE_*. */
export async function readIncidents(
  { incidents, incidentsFile }: Pick<BadRequest, 'incidents' | 'incidentsFile'>,
  io: IO,
): Promise<readonly WrittenIncident[]> {
  const faults = new FaultCollector();
  const written: WrittenIncident[] = [];
  for (const text of incidents) {
    const incident = await faults.collect(async () => parseIncident(text, io.now()));
    if (incident) written.push(incident);
  }
  if (incidentsFile !== undefined)
    written.push(...((await faults.collect(() => readFile(incidentsFile, io))) ?? []));
  throwIfErrors(faults.diagnostics);
  return written;
}

async function readFile(file: string, io: IO): Promise<readonly WrittenIncident[]> {
  return readIncidentsIn(parseYaml(await io.read(file), file, 'incidents'), io.now());
}
