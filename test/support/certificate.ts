/** Certificates, made for one test run: the runtime makes keys, but no certificates. */
import { generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";

export interface Certificate {
  /** As PEM. */
  readonly certificate: string;
  readonly key: string;
}

/** As a company has one. */
export interface Authority extends Pick<Certificate, "certificate"> {
  /** For a server of that name; valid for decades, unless `until` (as ASN.1 writes times) says otherwise. */
  readonly issue: (name: string, until?: string) => Certificate;
}

const identifiers = {
  ecdsaWithSha256: [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02],
  commonName: [0x55, 0x04, 0x03],
  alternativeNames: [0x55, 0x1d, 0x11],
  constraints: [0x55, 0x1d, 0x13],
} as const;

const decadesAhead = "491231235959Z";
export const longAgo = "250201000000Z";

/** For a server of that name, which vouches for itself. */
export function makeCertificate(name: string): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const content = { subject: name, publicKey, until: decadesAhead, extensions: [authority(), names(name)] };
  return { certificate: signed({ ...content, issuer: name }, privateKey), key: asText(privateKey) };
}

export function makeAuthority(issuer: string): Authority {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const own = { subject: issuer, issuer, publicKey, until: decadesAhead, extensions: [authority()] };
  return {
    certificate: signed(own, privateKey),
    issue: (subject, until = decadesAhead) => {
      const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
      const content = { subject, issuer, publicKey: pair.publicKey, until, extensions: [names(subject)] };
      return { certificate: signed(content, privateKey), key: asText(pair.privateKey) };
    },
  };
}

interface Content {
  readonly subject: string;
  readonly issuer: string;
  readonly publicKey: KeyObject;
  readonly until: string;
  readonly extensions: readonly Buffer[];
}

function signed({ subject, issuer, publicKey, until, extensions }: Content, key: KeyObject): string {
  const algorithm = sequence(identifier(identifiers.ecdsaWithSha256));
  const content = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    commonName(issuer),
    sequence(der(0x17, Buffer.from("250101000000Z")), der(0x17, Buffer.from(until))),
    commonName(subject),
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(...extensions)),
  );
  const signature = der(0x03, Buffer.concat([Buffer.from([0]), sign("sha256", content, key)]));
  const whole = sequence(content, algorithm, signature).toString("base64");
  return `-----BEGIN CERTIFICATE-----\n${whole.match(/.{1,64}/g)?.join("\n") ?? ""}\n-----END CERTIFICATE-----\n`;
}

function asText(key: KeyObject): string {
  return key.export({ type: "pkcs8", format: "pem" }).toString();
}

function commonName(name: string): Buffer {
  return sequence(der(0x31, sequence(identifier(identifiers.commonName), der(0x0c, Buffer.from(name)))));
}

/** It may vouch for others. */
function authority(): Buffer {
  return sequence(identifier(identifiers.constraints), der(0x04, sequence(der(0x01, Buffer.from([0xff])))));
}

function names(name: string): Buffer {
  return sequence(identifier(identifiers.alternativeNames), der(0x04, sequence(der(0x82, Buffer.from(name)))));
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
