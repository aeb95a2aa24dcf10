import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { Deliver } from "./broadcaster.ts";

const timeoutMilliseconds = 5000;

/** POSTs a broadcast over HTTP or HTTPS. Follows no redirect, repeats nothing, and gives up after 5 seconds. */
export const deliverOverHttp: Deliver = ({ url, headers, body }) =>
  new Promise((resolve, reject) => {
    const send = new URL(url).protocol === "https:" ? requestHttps : requestHttp;
    const request = send(url, {
      method: "POST",
      headers: { ...headers, "Content-Length": String(Buffer.byteLength(body)) },
      timeout: timeoutMilliseconds,
      agent: false,
    });
    request.on("response", (response) => {
      response.resume();
      resolve({ status: response.statusCode ?? 0 });
    });
    request.on("timeout", () => request.destroy(new Error("The receiver did not answer in time")));
    request.on("error", reject);
    request.end(body);
  });
