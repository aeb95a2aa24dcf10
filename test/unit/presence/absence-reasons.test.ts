import { describe, expect, it } from "vitest";
import { absenceReasons } from "../../../app/contract/absence-reasons.ts";
import { sourcesOf } from "../../support/product-sources.ts";

const sources = [...sourcesOf("app"), ...sourcesOf("main")].join("\n");

/** A way that nothing reports is a rule in the preferences that does nothing. */
describe.each(absenceReasons)("%s", (reason) => {
  it("is reported by the product, and so is that the person is back", () => {
    const reports = [`leave("${reason}"`, `back("${reason}"`];
    expect(reports.filter((report) => !sources.includes(report))).toEqual([]);
  });
});
