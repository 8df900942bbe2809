// SPDX-License-Identifier: MIT
// The workloads with Drizzle, speaking as worker.hpp does. Arguments: URL, pg or postgres.js, and
// "prepared" for .prepare() where Drizzle has it; without it the default calls.
import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { eq, lte, relations, sql } from 'drizzle-orm';
import { bigint, boolean, doublePrecision, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

const user_columns = () => ({
    id: bigint('id', { mode: 'number' }).primaryKey().generatedByDefaultAsIdentity(),
    name: text('name').notNull(), email: text('email').notNull(), bio: text('bio').notNull(),
    active: boolean('active').notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
    score: doublePrecision('score').notNull(), nickname: text('nickname'),
});
const users = pgTable('users', user_columns());
const users_ins = pgTable('users_ins', user_columns());
const posts = pgTable('posts', {
    id: bigint('id', { mode: 'number' }).primaryKey(),
    userId: bigint('user_id', { mode: 'number' }).notNull(),
    title: text('title').notNull(), body: text('body').notNull(),
    published: boolean('published').notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
});
const schema = {
    users, posts,
    userRelations: relations(users, ({ many }) => ({ posts: many(posts) })),
    postRelations: relations(posts, ({ one }) => ({
        author: one(users, { fields: [posts.userId], references: [users.id] }),
    })),
};

async function connected(url, driver) {
    if (driver === 'postgres.js') {
        const client = (await import('postgres')).default(url, { max: 8, onnotice: () => {} });
        return (await import('drizzle-orm/postgres-js')).drizzle(client, { schema });
    }
    const pool = new (await import('pg')).default.Pool({ connectionString: url, max: 8 });
    return (await import('drizzle-orm/node-postgres')).drizzle(pool, { schema });
}

const [url, driver, mode] = process.argv.slice(2);
const db = await connected(url, driver);
const prepared = mode === 'prepared';
const key = (n) => (n * 7919) % 10000 + 1;
const new_users = Array.from({ length: 10000 }, (_, i) => ({
    name: `user name ${i}`, email: `user.number.${i}@example.org`,
    bio: `A biography of about fifty characters, number ${100000 + i}`, active: i % 3 === 0,
    createdAt: new Date(1700000000000 + i * 60000), score: i * 1.25,
    nickname: i % 2 === 0 ? `nick${i}` : null,
}));

const sum_of = (one) => one.id + one.name.length + one.email.length + one.bio.length +
    (one.active ? 1 : 0) + Math.trunc(one.score) + (one.nickname?.length ?? 0);
const sum_of_joined = (one) => one.userId + one.postId + one.name.length + one.title.length +
    one.body.length + (one.published ? 1 : 0);
const sum_of_related = (one) => sum_of(one) +
    one.posts.reduce((sum, post) => sum + post.id + post.title.length + post.body.length, 0);
const total = (rows, sum) => rows.reduce((before, row) => before + sum(row), 0);

const point_query = (id) => db.select().from(users).where(eq(users.id, id));
const point_prepared = point_query(sql.placeholder('id')).prepare('point');
const all_prepared = db.select().from(users).prepare('everyone');
const insert_query = (row) => db.insert(users_ins).values(row).returning({ id: users_ins.id });
const insert_prepared = insert_query(Object.fromEntries(
    Object.keys(new_users[0]).map((name) => [name, sql.placeholder(name)]))).prepare('insert');
const joined_query = () => db.select({
    userId: users.id, name: users.name, email: users.email, postId: posts.id, title: posts.title,
    body: posts.body, published: posts.published, createdAt: posts.createdAt,
}).from(users).innerJoin(posts, eq(posts.userId, users.id)).where(lte(users.id, 1000));
const related_query = (last) => db.query.users.findMany({
    where: lte(users.id, last), with: { posts: true } });

const point = async (id) => sum_of((prepared ? await point_prepared.execute({ id })
                                             : await point_query(id))[0]);

/// A statement takes 65,535 parameters at most, so 10,000 rows of seven are two statements.
async function insert_many() {
    let count = 0;
    for (let first = 0; first < new_users.length; first += 5000)
        count += (await insert_query(new_users.slice(first, first + 5000))).length;
    return count;
}

async function pooled(operations) {
    const share = Math.floor(operations / 64);
    const sums = await Promise.all(Array.from({ length: 64 }, async () => {
        let sum = 0;
        for (let i = 0; i < share; ++i) sum += await point(key(i));
        return sum;
    }));
    return sums.reduce((before, one) => before + one, 0);
}

const workloads = {
    A: (i) => point(key(i)),
    B: async () => total(prepared ? await all_prepared.execute() : await db.select().from(users), sum_of),
    C: async (i) => {
        const row = new_users[i % new_users.length];
        return (prepared ? await insert_prepared.execute(row) : await insert_query(row))[0].id > 0 ? 1 : 0;
    },
    ...(prepared ? {} : {
        D_returning: insert_many,
        E: async () => total(await joined_query(), sum_of_joined),
        F1000: async () => total(await related_query(1000), sum_of_related),
        F1: async () => total(await related_query(1), sum_of_related),
        T: (i) => point(key(i % 100)),
    }),
};

async function answer(name, operations) {
    if (name === 'memory') return process.resourceUsage().maxRSS;
    if (name !== 'Y' && !(name in workloads)) return 'unsupported';
    const start = performance.now();
    const before = process.cpuUsage();
    let sum = 0;
    if (name === 'Y') sum = await pooled(operations);
    else for (let i = 0; i < operations; ++i) sum += await workloads[name](i);
    const used = process.cpuUsage(before);
    return `${Math.round((performance.now() - start) * 1e6)} ${(used.user + used.system) * 1000} ${sum}`;
}

for await (const line of createInterface({ input: process.stdin })) {
    const [name, operations] = line.trim().split(' ');
    process.stdout.write(`${await answer(name, Number(operations))}\n`);
}
process.exit(0);
