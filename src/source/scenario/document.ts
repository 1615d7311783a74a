/** A scenario as its schema has it (`schemas/scenario.schema.json`). */
export interface ScenarioDocument {
  readonly description?: string;
  readonly duration?: string;
  readonly start?: string;
  readonly seed?: number;
  readonly traffic?: {
    readonly rate?: number;
    readonly labels?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  };
  readonly service?: {
    readonly latency_ms?: { readonly baseline?: LatencyDocument; readonly feature?: LatencyDocument };
    readonly error_rate?: { readonly baseline?: number; readonly feature?: number };
  };
  readonly signals?: Readonly<Record<string, string | number | readonly (number | null)[]>>;
  readonly events?: readonly ScenarioEventDocument[];
}

export interface LatencyDocument {
  readonly mean: number;
  readonly stddev?: number;
}

export interface ChangeDocument {
  readonly multiply?: number;
  readonly add?: number;
  readonly set?: number;
}

export interface ScenarioEventDocument {
  readonly at: string;
  readonly for?: string;
  readonly only?: 'baseline' | 'feature';
  readonly latency_ms?: ChangeDocument;
  readonly error_rate?: ChangeDocument;
  readonly rate?: ChangeDocument;
  readonly no_data?: boolean;
  readonly dynamic_config?: Readonly<Record<string, unknown>>;
}
