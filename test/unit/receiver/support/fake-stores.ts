import type { SecretDurability, SecretName, SecretStore, SettingsStore } from "../../../../app/platform/ports.ts";

export class FakeSettings implements SettingsStore {
  readonly values = new Map<string, unknown>();

  get(key: string): unknown {
    return this.values.get(key);
  }
  set(key: string, value: unknown): void {
    this.values.set(key, value);
  }
  delete(key: string): void {
    this.values.delete(key);
  }
}

export class FakeSecrets implements SecretStore {
  readonly values = new Map<SecretName, string>();
  /** Asked before and after each write; may throw, as a crash would end things there. */
  onWrite: (when: "before" | "after", name: SecretName) => void = () => undefined;

  get(name: SecretName): Promise<string | null> {
    return Promise.resolve(this.values.get(name) ?? null);
  }

  async set(name: SecretName, value: string): Promise<SecretDurability> {
    await Promise.resolve();
    this.onWrite("before", name);
    this.values.set(name, value);
    this.onWrite("after", name);
    return "stored";
  }

  async delete(name: SecretName): Promise<void> {
    await Promise.resolve();
    this.values.delete(name);
  }
}
