// The country of 2024 on its map, undeclared: a pack made from the real data, which stands
// beside the project.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { dayFromNow } from "./desk.mjs";

const data = process.env.DESK_TESTDATA ?? fileURLToPath(new URL("../../shared/data", import.meta.url));
export const hasCountry = existsSync(join(data, "uk-hexmap"));

// country writes the pack into a folder.
export function country(folder) {
  const work = mkdtempSync(join(tmpdir(), "desk-country-"));
  try {
    const library = join(work, "library");
    for (const name of ["candidates.csv", "constituencies.csv", "notional-2019-results.csv", "revised_constituency_ids.csv"]) {
      cpSync(join(data, "uk-ge2024", name), join(library, name));
    }
    writeFileSync(join(library, "election.json"), JSON.stringify({
      name: "General election", date: dayFromNow(-1), time_zone: "Europe/London", close_of_poll: "22:00", type: "uk-parliament",
      mode: "rehearsal", profile: "small", publish: "running", second_person: "confirm",
    }));
    const desk = (...args) => execFileSync(process.env.DESK, args, { encoding: "utf8" });
    desk("import", "-db", join(work, "desk.db"), "-from", "hoc", "-map", join(data, "uk-hexmap", "uk-constituencies-2023.hexjson"), library);
    desk("export", "-db", join(work, "desk.db"), "-o", join(work, "out"));
    cpSync(join(work, "out"), folder, { recursive: true });
  } finally {
    rmSync(work, { recursive: true });
  }
}
