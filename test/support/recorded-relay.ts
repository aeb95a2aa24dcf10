import { overSsh } from "../../app/relay/create-relay.ts";
import type { SshProvider } from "../../app/relay/ssh-provider.ts";
import type { ImitatedRelay } from "./fake-relay-announcements.ts";
import { type FakeSshRelay, startFakeRelay } from "./fake-ssh-relay.ts";
import { Internet } from "./internet.ts";
import { type Recorder, startRecorder } from "./recorder.ts";
import { startRelay } from "./relay-bench.ts";

export interface RecordedRelay {
  readonly fake: FakeSshRelay;
  /** Where the relay leads to. */
  readonly recorder: Recorder;
  /** The relay's public address. */
  readonly address: string;
  readonly internet: Internet;
  readonly stop: () => Promise<void>;
}

/** Our relay over SSH through a provider on this computer, up and leading to a server that writes down what arrives. */
export async function startRecordedRelay(imitates: ImitatedRelay, provider: SshProvider): Promise<RecordedRelay> {
  const fake = await startFakeRelay({ imitates });
  const recorder = await startRecorder();
  const here: SshProvider = {
    ...provider,
    host: "127.0.0.1",
    port: fake.sshPort,
    trust: { kind: "published", keyType: "ssh-ed25519", fingerprints: [fake.fingerprint] },
  };
  const relay = startRelay((ports) => overSsh(provider.name, [here], ports), recorder.port);
  const stop = async (): Promise<void> => {
    await relay.running.stop();
    await recorder.close();
    await fake.stop();
  };
  return { fake, recorder, address: await relay.address(), internet: new Internet([fake]), stop };
}
