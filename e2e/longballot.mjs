// A ballot paper that tries a page: sixteen candidates, names and descriptions as long
// as the law and parents allow, one without a vote. Nobody of these names exists.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { dayFromNow, packOf } from "./desk.mjs";

export const longBallot = "long-ballot-paper";

const votes = [11_204, 9_871, 8_002, 4_417, 2_960, 1_203, 977, 651, 402, 398, 266, 180, 97, 41, 12, 0];
const parties = ["PP53", "PP52", "PP90", "PP63", "PP7931", "PP66"];

// longSheet is what is typed, by the names of the fields.
export const longSheet = Object.fromEntries([
  ...votes.map((n, i) => [`votes.c${i + 1}`, n]),
  ["rejected.official-mark", 0], ["rejected.over-voted", 61], ["rejected.identifiable", 3], ["rejected.uncertain", 88],
]);

// longPack writes an election of this one contest; its poll closed yesterday.
export function longPack(folder) {
  packOf(folder, dayFromNow(-1));
  const write = (file, ...lines) => writeFileSync(join(folder, file), lines.join("\n") + "\n");
  write("contests.csv", "id,name,electorate,electorate_status,seats",
    `${longBallot},"Mid and South Long Ballot Paper with Upper, Nether and Lower Hyphen-under-Wychwood",61250,final,1`);
  write("candidates.csv", "contest,number,id,surname,forenames,description,party", ...votes.map((_, i) => {
    const short = i % 3 > 0;
    const name = short ? `Candidate-${i + 1},Forename` : `Candidate-of-the-Longest-Double-Barrelled-Name-${i + 1},Firstname Secondname Thirdname`;
    const description = short ? `Description ${i + 1}` : "A Description of Six Words at Most – Putting the Longest Place Names in the Country First";
    return [longBallot, i + 1, `c${i + 1}`, name, `"${description}"`, parties[i] ?? ""].join(",");
  }));
  write("units.csv", "contest,id,name,kind");
  write("previous.csv", "contest,kind,date,id,party,votes");
}
