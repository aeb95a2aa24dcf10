/** What the first check loads. */
export { fetchRelease } from "./fetch-release.ts";
export { judgeRelease } from "./judge-release.ts";
