// SPDX-License-Identifier: MIT
// Runs Drizzle's own migrator: node drizzle.mjs <package> <database url> <migrations folder>
const [packageName, url, migrationsFolder] = process.argv.slice(2);
const { default: pg } = await import("pg");
const { drizzle } = await import(`${packageName}/node-postgres`);
const { migrate } = await import(`${packageName}/node-postgres/migrator`);

const client = new pg.Client({ connectionString: url });
await client.connect();
try {
  await migrate(drizzle({ client }), { migrationsFolder });
} catch (failure) {
  console.error(failure.message, failure.cause?.message ?? "");
  process.exitCode = 1;
} finally {
  await client.end();
}
