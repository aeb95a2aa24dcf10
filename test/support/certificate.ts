/** A certificate that vouches for itself, made for one test run: the runtime makes keys, but no certificates. */
import { generateKeyPairSync, randomBytes, sign } from "node:crypto";

export interface Certificate {
  /** As PEM. */
  readonly certificate: string;
  readonly key: string;
}

const identifiers = {
  ecdsaWithSha256: [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02],
  commonName: [0x55, 0x04, 0x03],
  alternativeNames: [0x55, 0x1d, 0x11],
  constraints: [0x55, 0x1d, 0x13],
} as const;

/** For a server of that name. */
export function makeCertificate(name: string): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const algorithm = sequence(identifier(identifiers.ecdsaWithSha256));
  const issuer = sequence(der(0x31, sequence(identifier(identifiers.commonName), der(0x0c, Buffer.from(name)))));
  const authority = sequence(identifier(identifiers.constraints), der(0x04, sequence(der(0x01, Buffer.from([0xff])))));
  const names = sequence(identifier(identifiers.alternativeNames), der(0x04, sequence(der(0x82, Buffer.from(name)))));
  const content = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    issuer,
    sequence(der(0x17, Buffer.from("250101000000Z")), der(0x17, Buffer.from("491231235959Z"))),
    issuer,
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(authority, names)),
  );
  const signature = der(0x03, Buffer.concat([Buffer.from([0]), sign("sha256", content, privateKey)]));
  const whole = sequence(content, algorithm, signature).toString("base64");
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${whole.match(/.{1,64}/g)?.join("\n") ?? ""}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, ...parts);
}

function identifier(bytes: readonly number[]): Buffer {
  return der(0x06, Buffer.from(bytes));
}

/** One value of ASN.1's distinguished encoding: kind, length, content. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}
