import * as v from "valibot";
import type { SecretName, SecretStore } from "../platform/ports.ts";

/** A value that is kept as JSON under one name of the secret store. What cannot be read counts as lost. */
export interface StoredSecret<T> {
  read(): Promise<T | null>;
  write(value: T): Promise<void>;
  forget(): Promise<void>;
}

export function storedSecret<T>(
  secrets: SecretStore,
  name: SecretName,
  schema: v.GenericSchema<unknown, T>,
): StoredSecret<T> {
  return {
    async read() {
      const decoded = v.safeParse(schema, parse(await secrets.get(name)));
      return decoded.success ? decoded.output : null;
    },
    async write(value) {
      await secrets.set(name, JSON.stringify(value));
    },
    forget: () => secrets.delete(name),
  };
}

function parse(text: string | null): unknown {
  try {
    return text === null ? null : (JSON.parse(text) as unknown);
  } catch {
    return null;
  }
}
