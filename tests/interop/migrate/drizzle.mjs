// SPDX-License-Identifier: MIT
// Runs Drizzle's own migrator: node drizzle.mjs <package> (<database url> <migrations folder>)...
// One line for each pair: "ok", or what went wrong.
const [packageName, ...pairs] = process.argv.slice(2);
const { default: pg } = await import("pg");
const { drizzle } = await import(`${packageName}/node-postgres`);
const { migrate } = await import(`${packageName}/node-postgres/migrator`);

for (let i = 0; i < pairs.length; i += 2) {
  const client = new pg.Client({ connectionString: pairs[i] });
  await client.connect();
  try {
    await migrate(drizzle({ client }), { migrationsFolder: pairs[i + 1] });
    console.log("ok");
  } catch (failure) {
    const text = `${failure.message} ${failure.cause?.message ?? ""}`;
    console.log(text.slice(-400).replaceAll(/\s+/g, " "));
    process.exitCode = 1;
  } finally {
    await client.end();
  }
}
