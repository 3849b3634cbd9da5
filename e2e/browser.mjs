// The browser that journeys are made in: Debian's Chromium, or the one that CHROMIUM
// names.
import { chromium } from "playwright-core";

// What it needs as root in a container, and what keeps it to the desk alone.
const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync"];

// launch starts a browser; options as Playwright takes them.
export const launch = (options) =>
  chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: flags, ...options });
