/**
 * For tests of the page: no second passes and no day ends by itself while a test runs, however slow the machine is. A test that
 * wants time to pass says so.
 */
import { afterEach, beforeEach, vi } from "vitest";

const noon = new Date(2025, 10, 23, 12).getTime();

beforeEach(() => void vi.useFakeTimers({ now: noon, toFake: ["Date", "performance"] }));
afterEach(() => void vi.useRealTimers());
