// SPDX-License-Identifier: MIT
// The same loads with Drizzle's relational queries on node-postgres. Prints JSON lines like main.cpp.
import { performance } from 'node:perf_hooks';
import pg from 'pg';
import { drizzle } from 'drizzle-orm/node-postgres';
import { relations, lte, eq, desc } from 'drizzle-orm';
import { pgTable, bigint, text, boolean, timestamp } from 'drizzle-orm/pg-core';

const users = pgTable('users', {
    id: bigint('id', { mode: 'number' }).primaryKey(), name: text('name').notNull(), email: text('email').notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
});
const posts = pgTable('posts', {
    id: bigint('id', { mode: 'number' }).primaryKey(), authorId: bigint('author_id', { mode: 'number' }).notNull(),
    title: text('title').notNull(), body: text('body'), published: boolean('published').notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
});
const comments = pgTable('comments', {
    id: bigint('id', { mode: 'number' }).primaryKey(), postId: bigint('post_id', { mode: 'number' }).notNull(),
    text: text('text').notNull(),
});
const schema = {
    users, posts, comments,
    userRelations: relations(users, ({ many }) => ({ posts: many(posts) })),
    postRelations: relations(posts, ({ one, many }) => ({
        author: one(users, { fields: [posts.authorId], references: [users.id] }), comments: many(comments),
    })),
    commentRelations: relations(comments, ({ one }) => ({
        post: one(posts, { fields: [comments.postId], references: [posts.id] }),
    })),
};

const rounds = Number(process.argv[2] ?? 15);
const pool = new pg.Pool({ connectionString: process.env.ORM_BENCH_DATABASE_URL, max: 1 });
const db = drizzle(pool, { schema });
const latest = { orderBy: [desc(posts.createdAt)], limit: 5 };
const workloads = [
    ['1,000 users, 10 posts', 2, () => db.query.users.findMany({ where: lte(users.id, 1000), with: { posts: true } })],
    ['20 users, 10 posts', 50, () => db.query.users.findMany({ where: lte(users.id, 20), with: { posts: true } })],
    ['1,000 users, 10 posts, 3 comments', 2, () => db.query.users.findMany({
        where: lte(users.id, 1000), with: { posts: { with: { comments: true } } } })],
    ['1 user by key, 10 posts', 200, () => db.query.users.findMany({ where: eq(users.id, 77), with: { posts: true } })],
    ['1,000 users, latest 5 posts', 2, () => db.query.users.findMany({ where: lte(users.id, 1000), with: { posts: latest } })],
    ['20 users, latest 5 posts', 50, () => db.query.users.findMany({ where: lte(users.id, 20), with: { posts: latest } })],
];
for (const [workload, repeats, run] of workloads) {
    const wall = [];
    const cpu = [];
    for (let round = -2; round < rounds; ++round) {
        const begin = performance.now();
        const before = process.cpuUsage();
        for (let i = 0; i < repeats; ++i) await run();
        const used = process.cpuUsage(before);
        if (round < 0) continue;
        wall.push((performance.now() - begin) * 1000 / repeats);
        cpu.push((used.user + used.system) / repeats);
    }
    const median = (values) => values.sort((a, b) => a - b)[values.length >> 1].toFixed(1);
    console.log(JSON.stringify({ workload, variant: 'drizzle relational query', wall: Number(median(wall)), cpu: Number(median(cpu)) }));
}
await pool.end();
