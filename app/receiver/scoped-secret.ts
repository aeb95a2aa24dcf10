import type { SecretName, SecretStore } from "../platform/ports.ts";
import * as v from "valibot";

/**
 * One value per account scope under one name of the secret store, so that the demo account, the real one and
 * accounts at other addresses never see each other's. What cannot be read counts as lost.
 */
export class ScopedSecret<T> {
  readonly #secrets: SecretStore;
  readonly #name: SecretName;
  readonly #schema: v.GenericSchema<unknown, T>;

  constructor(secrets: SecretStore, name: SecretName, schema: v.GenericSchema<unknown, T>) {
    this.#secrets = secrets;
    this.#name = name;
    this.#schema = schema;
  }

  async read(scope: string): Promise<T | null> {
    const decoded = v.safeParse(this.#schema, (await this.#readAll()).get(scope));
    return decoded.success ? decoded.output : null;
  }

  async write(scope: string, value: T): Promise<void> {
    const all = await this.#readAll();
    all.set(scope, value);
    await this.#secrets.set(this.#name, JSON.stringify([...all]));
  }

  async forget(scope: string): Promise<void> {
    const all = await this.#readAll();
    all.delete(scope);
    if (all.size === 0) await this.#secrets.delete(this.#name);
    else await this.#secrets.set(this.#name, JSON.stringify([...all]));
  }

  async #readAll(): Promise<Map<string, unknown>> {
    const text = await this.#secrets.get(this.#name);
    if (text === null) return new Map();
    try {
      const decoded = v.safeParse(v.array(v.tuple([v.string(), v.unknown()])), JSON.parse(text) as unknown);
      return new Map(decoded.success ? decoded.output : []);
    } catch {
      return new Map();
    }
  }
}
