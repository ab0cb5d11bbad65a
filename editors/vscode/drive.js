// Drives the extension in a real VS Code, by a browser, and prints what a person in it sees.
//
// npm install code-server playwright-core, install the package of `npm run package` with --install-extension, start
// code-server with --auth none, and: node drive.js http://127.0.0.1:8080 /path/to/examples/teams
"use strict";

const { chromium } = require("playwright-core");

async function drive(address, folder) {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
  const page = await browser.newPage();
  const press = async (...keys) => {
    for (const key of keys) {
      await page.keyboard.press(key);
    }
  };
  const say = async (what, rows, wait) => {
    await page.waitForTimeout(wait);
    console.log(`${what}:`, await page.$$eval(rows, (all) => all.slice(0, 6).map((row) => row.getAttribute("aria-label") ?? row.innerText)));
  };
  const file = `vscode-remote://${new URL(address).host}${folder}/plan/2026-H2/branches.toml`;
  await page.goto(`${address}/?folder=${folder}&payload=${encodeURIComponent(JSON.stringify([["openFile", file]]))}`);
  await page.waitForSelector(".monaco-editor .view-line", { timeout: 60000 });
  await page.waitForTimeout(8000);
  await press("Control+G");
  await page.keyboard.type("7:15");
  await press("Enter");
  await page.keyboard.type("x");
  await press("Control+Shift+M");
  await say("findings", ".markers-panel .monaco-list-row", 6000);
  await press("Control+1", "Backspace", "Control+K", "Control+I");
  await say("hover", ".monaco-hover .hover-contents", 4000);
  await press("Escape", "Control+Space");
  await say("completion", ".suggest-widget .monaco-list-row", 4000);
  await press("Escape", "F12");
  await say("definition", ".tab .label-name", 4000);
  await press("Control+T");
  await page.keyboard.type("evening");
  await say("symbols", ".quick-input-list .monaco-list-row", 5000);
  await press("Escape", "F2");
  await page.waitForTimeout(3000);
  await press("Control+A");
  await page.keyboard.type("late-hours");
  await press("Enter");
  await say("renamed in", ".tab.dirty .label-name", 6000);
  await browser.close();
}

drive(process.argv[2], process.argv[3]);
