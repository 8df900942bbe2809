// A schema with one of each thing that both versions of Drizzle can declare.
import { sql } from "drizzle-orm";
import {
  bigint, boolean, check, foreignKey, index, integer, jsonb, numeric, pgEnum, pgMaterializedView, pgPolicy,
  pgSchema, pgSequence, pgTable, pgView, primaryKey, serial, text, timestamp, unique, uniqueIndex, uuid, varchar,
} from "drizzle-orm/pg-core";

export const mood = pgEnum("mood", ["sad", "it's ok", "happy"]);
export const auth = pgSchema("auth");
export const orderSequence = pgSequence("order_seq", { startWith: 100, increment: 5, cycle: true, cache: 10 });

export const users = pgTable(
  "users",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    name: varchar("name", { length: 255 }).notNull(),
    email: text("email").notNull().unique(),
    nick: text("nick").unique("nick_uq", { nulls: "not distinct" }),
    age: integer("age").default(18),
    mood: mood("mood").default("sad"),
    settings: jsonb("settings").default({ theme: "it's dark" }),
    balance: numeric("balance", { precision: 10, scale: 2 }).default("0.00"),
    isActive: boolean("is_active").notNull().default(true),
    createdAt: timestamp("created_at", { withTimezone: true, precision: 3 }).notNull().defaultNow(),
    initials: text("initials").generatedAlwaysAs(sql`upper(left(name, 2))`),
  },
  (t) => [
    check("age_check", sql`age >= 0`),
    index("users_age_idx").on(t.age.desc().nullsLast(), t.name).where(sql`age > 10`),
    uniqueIndex("users_lower_idx").on(sql`lower(email)`),
    pgPolicy("own_rows", { as: "permissive", for: "select", to: "public", using: sql`true` }),
  ],
);

export const accounts = auth.table(
  "accounts",
  {
    userId: uuid("user_id").notNull().references(() => users.id, { onDelete: "cascade" }),
    provider: text("provider").notNull(),
    number: bigint("number", { mode: "number" }).generatedAlwaysAsIdentity({ startWith: 7 }),
    parentProvider: text("parent_provider"),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.provider] }),
    unique().on(t.userId, t.number),
  ],
);

export const logs = pgTable("logs", { id: serial("id").primaryKey(), line: text("line") });
export const userNames = pgView("user_names").with({ securityBarrier: true }).as((qb) => qb.select({ id: users.id, name: users.name }).from(users));
export const userCount = pgMaterializedView("user_count", { count: integer("count") }).as(sql`select count(*)::int as count from users`);
